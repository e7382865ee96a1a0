package net.lumenia.voice.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The chart's release "voice-operator", with the image of this build. */
public final class Installation {

  /** Selects whatever the release consists of. */
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

  /** Upgrades it; values that are not given stay as they are. */
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

  /** What {@code helm test} says. */
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

  /** Replaces all pods, and waits until that is done. */
  void restart() {
    kubectl("rollout", "restart", "deployment/" + NAME);
    awaitReady();
  }

  public void awaitReady() {
    kubectl("rollout", "status", "deployment/" + NAME, "--timeout=2m");
  }

  /** Has a pod end as an eviction does, and does not wait for it. */
  public void delete(String pod) {
    kubectl("delete", "pod", pod, "--wait=false");
  }

  /** Ends a pod without giving it more time than the kubelet insists on, which is 2 s. */
  void deleteAtOnce(String pod) {
    kubectl("delete", "pod", pod, "--grace-period=0", "--force");
  }

  private void kubectl(String... arguments) {
    cluster.kubectl(
        Stream.concat(Stream.of("--namespace", client.getNamespace()), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
