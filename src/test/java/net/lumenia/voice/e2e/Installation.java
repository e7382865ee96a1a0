package net.lumenia.voice.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The chart's release {@code voice-operator} with the image of this build. */
public final class Installation {

  /** Selects all objects of the release. */
  static final String SELECTOR = "app.kubernetes.io/instance=voice-operator";

  private static final String NAME = "voice-operator";

  private final TestCluster cluster;
  private final KubernetesClient client;
  private final Helm helm;
  private final List<String> image;
  private boolean installed;

  public Installation(TestCluster cluster, String namespace) {
    this.cluster = cluster;
    client = cluster.inNamespace(namespace);
    helm = new Helm(Optional.empty(), namespace);
    image =
        List.of(
            "--set", "image.repository=" + cluster.image().repository(),
            "--set", "image.tag=" + cluster.image().tag());
  }

  /** Installs it, and waits until its pods are ready. */
  public void install(Path chart, String... values) {
    installed = true;
    helm.install(NAME, chart, options(Stream.concat(image.stream(), sets(values))));
  }

  /** Upgrades it and keeps all other values. */
  void upgrade(Path chart, String... values) {
    helm.upgrade(
        NAME, chart, options(Stream.concat(Stream.of("--reset-then-reuse-values"), sets(values))));
  }

  private static Stream<String> sets(String... values) {
    return Stream.of(values).flatMap(value -> Stream.of("--set", value));
  }

  private static String[] options(Stream<String> options) {
    return Stream.concat(options, Stream.of("--wait", "--timeout", "2m")).toArray(String[]::new);
  }

  /** Runs {@code helm test} and returns its report. */
  String test() {
    return helm.test(NAME);
  }

  void uninstall() {
    helm.uninstall(NAME, "--wait");
    installed = false;
  }

  public void uninstallIfThere() {
    if (installed) {
      uninstall();
    }
  }

  public List<Pod> pods() {
    return client.pods().withLabelSelector(SELECTOR).list().getItems();
  }

  /** The name of the pod that holds the lease; empty if none does. */
  public String leader() {
    return Optional.ofNullable(
            client.leases().withName(NAME).require().getSpec().getHolderIdentity())
        .map(holder -> holder.substring(0, holder.indexOf('_')))
        .orElse("");
  }

  /** Replaces all pods and waits for the new ones. */
  void restart() {
    kubectl("rollout", "restart", "deployment/" + NAME);
    awaitReady();
  }

  public void awaitReady() {
    kubectl("rollout", "status", "deployment/" + NAME, "--timeout=2m");
  }

  /** Deletes a pod gracefully, like an eviction, without waiting for it. */
  public void delete(String pod) {
    kubectl("delete", "pod", pod, "--wait=false");
  }

  /** Deletes a pod with the kubelet's minimum grace period, which is 2 s. */
  void deleteAtOnce(String pod) {
    kubectl("delete", "pod", pod, "--grace-period=0", "--force");
  }

  private void kubectl(String... arguments) {
    cluster.kubectl(
        Stream.concat(Stream.of("--namespace", client.getNamespace()), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
