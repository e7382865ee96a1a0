package net.lumenia.voice.controlplane;

import java.util.EnumSet;
import java.util.Set;

/** A program that a control plane can consist of. */
enum Program {
  ETCD("etcd"),
  KUBE_APISERVER("kube-apiserver"),
  KUBE_CONTROLLER_MANAGER("kube-controller-manager"),
  KUBECTL("kubectl");

  private final String fileName;

  Program(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }

  /** What every control plane needs, and what all public downloads for tests contain. */
  static Set<Program> basic() {
    return EnumSet.complementOf(EnumSet.of(KUBE_CONTROLLER_MANAGER));
  }

  static Set<Program> all() {
    return EnumSet.allOf(Program.class);
  }
}
