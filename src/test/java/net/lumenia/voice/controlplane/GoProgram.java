package net.lumenia.voice.controlplane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is built from a Go module of ours: one binary, which knows by its name what it is to do.
 *
 * @param version of what matters most in it
 * @param title what it is called in messages
 * @param effort what a build takes
 * @param linkerFlags beyond those that make it small
 * @param names of the programs
 * @param actor what to do where there is no Go
 */
record GoProgram(
    GoModule module,
    String version,
    String title,
    String effort,
    List<String> linkerFlags,
    List<String> names,
    String actor) {

  /** etcd and the programs of Kubernetes. */
  static GoProgram controlPlane() {
    var module = GoModule.named("control-plane");
    String version = module.versionOf("k8s.io/kubernetes");
    String minor = version.split("\\.", -1)[1];
    return new GoProgram(
        module,
        version,
        "Kubernetes %s and etcd".formatted(version),
        "no ready-made ones were found. About 2,500 packages; minutes with an empty Go cache,"
            + " seconds with a filled one.",
        // Without these the API server calls itself v0.0.0-master, and clients take it for an old
        // one.
        Stream.of("gitVersion=" + version, "gitMajor=1", "gitMinor=" + minor, "gitTreeState=clean")
            .map("-X k8s.io/component-base/version."::concat)
            .toList(),
        programs(),
        "Install it, or set %s to a directory with etcd, kube-apiserver and kubectl"
            .formatted(BinaryResolver.ASSETS));
  }

  private static List<String> programs() {
    var names = new ArrayList<>(Program.all().stream().map(Program::fileName).toList());
    Collections.swap(names, 0, names.indexOf(Program.KUBE_APISERVER.fileName()));
    return List.copyOf(names);
  }

  /** What GitOps tools think of an object, by the libraries that they think with. */
  static GoProgram gitOpsHealth() {
    return asking(
        "gitops-health",
        "sigs.k8s.io/cli-utils",
        "kstatus",
        "a minute",
        "kstatus is a Go library, and nothing ready-made asks it");
  }

  /** What the validators of the Operator Lifecycle Manager object to in a bundle. */
  static GoProgram olmBundle() {
    return asking(
        "olm-bundle",
        "github.com/operator-framework/api",
        "operator-framework/api",
        "a few minutes",
        "the validators are a Go library, and nothing ready-made asks all of them");
  }

  /** An operator to measure beside this one. */
  static GoProgram operator(String name) {
    return asking(
        name,
        "sigs.k8s.io/controller-runtime",
        "controller-runtime",
        "a few minutes",
        "nothing ready-made is this operator");
  }

  private static GoProgram asking(
      String name, String library, String calledHere, String time, String whyBuilt) {
    var module = GoModule.named(name);
    String version = module.versionOf(library);
    return new GoProgram(
        module,
        version,
        "%s with %s %s".formatted(name, calledHere, version),
        time + " with an empty Go cache, seconds with a filled one.",
        List.of(),
        List.of(name),
        "Install it: " + whyBuilt);
  }

  /** As it runs in the module's folder; also a part of the fingerprint of what it makes. */
  List<String> command(Path output) {
    return List.of(
        "go",
        "build",
        "-v",
        "-trimpath",
        "-buildvcs=false",
        "-mod=readonly",
        "-ldflags",
        Stream.concat(Stream.of("-s -w"), linkerFlags.stream()).reduce("%s %s"::formatted).get(),
        "-o",
        output.toString(),
        ".");
  }

  /** Differs whenever a build would give another result. */
  String fingerprint() {
    return version + "-" + module.fingerprint(command(Path.of("bin")));
  }
}
