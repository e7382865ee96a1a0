/**
 * A real Kubernetes control plane for tests and the demo: etcd, kube-apiserver and, where garbage
 * collection or service accounts matter, kube-controller-manager, without any node.
 */
@NullMarked
package net.lumenia.voice.controlplane;

import org.jspecify.annotations.NullMarked;
