/**
 * A real Kubernetes control plane for tests and the demo: etcd, kube-apiserver and, where garbage
 * collection or service accounts matter, kube-controller-manager, without any node. And what else
 * of the field's own software the tests need: the programs are downloaded or built, and cached.
 */
@NullMarked
package net.lumenia.voice.controlplane;

import org.jspecify.annotations.NullMarked;
