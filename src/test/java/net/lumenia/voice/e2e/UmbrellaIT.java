package net.lumenia.voice.e2e;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.endtoend.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An umbrella chart on the cluster of {@code KUBECONFIG}, with most values of the operator's chart:
 * restricted namespaces, policies that deny everything else, and a proxy with a private CA as the
 * only way to the API. The API's name does not exist in DNS, so this holds even where policies are
 * not enforced.
 */
class UmbrellaIT {

  private static final String HOST = "api.lumenia.example";

  private final TestCluster node = TestCluster.connect();
  private final Helm helm = new Helm(Optional.empty(), "platform");
  private KubernetesClient voice;
  private KubernetesClient acme;

  @TempDir private Path directory;

  @BeforeEach
  void begin() {
    node.load();
    node.createRestricted("platform");
    voice = node.createRestricted("voice");
    acme = node.createRestricted("acme");
  }

  @AfterEach
  void cleanUp() {
    try (node) {
      try {
        helm.uninstall("platform", "--wait", "--ignore-not-found");
      } finally {
        node.deleteAll();
      }
    }
  }

  @Test
  void operatorReachesTheApiOnlyThroughTheProxy() throws IOException {
    String image = node.image().name();
    SimulatorPod lumenia = SimulatorPod.start(acme, image, 0);
    ProxyPod proxy =
        ProxyPod.start(acme, image, HOST, Files.createDirectory(directory.resolve("proxy")));

    install(proxy);

    node.kubectl(
        "apply",
        "--namespace",
        "acme",
        "--filename",
        "examples/account.yaml",
        "--filename",
        "examples/minimal.yaml");
    eventually(
        () ->
            assertThat(new Cluster(acme).readyReasons())
                .as("%s", log())
                .isEqualTo(Map.of("Synced", 1L)));
    assertThat(lumenia.patches("acme-reception")).hasSize(1);
    assertThat(proxy.requests())
        .isNotEmpty()
        .allMatch(request -> request.startsWith("CONNECT %s:443 ".formatted(HOST)));
    assertThat(log().lines())
        .as("jvmArgs add no line of the JVM")
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"timestamp\""))
        .anyMatch(line -> line.contains("\"level\":\"DEBUG\""));
    assertThat(voice.leases().withName("voice-operator").require().getSpec())
        .satisfies(lease -> assertThat(lease.getLeaseDurationSeconds()).isEqualTo(20));
    assertThat(pods())
        .hasSize(2)
        .allSatisfy(pod -> assertThat(pod.getSpec().getContainers()).hasSize(2));
  }

  private void install(ProxyPod proxy) throws IOException {
    TestCluster.Image image = node.image();
    String repository = image.repository();
    int host = repository.indexOf('/');
    Path certificate = Files.writeString(directory.resolve("certificate.pem"), proxy.certificate());
    Path containers =
        Files.writeString(directory.resolve("containers.yaml"), containers(image.name()));
    helm.install(
        "platform",
        UmbrellaChart.in(Files.createDirectory(directory.resolve("chart"))),
        "--values",
        containers.toString(),
        "--set",
        "global.imageRegistry=" + repository.substring(0, host),
        "--set",
        "voice-operator.image.repository=" + repository.substring(host + 1),
        "--set",
        "voice-operator.image.tag=" + image.tag(),
        "--set-file",
        "global.ca=" + certificate,
        "--wait",
        "--timeout",
        "2m");
  }

  /** An init container that prints the help, and the simulated API as a second container. */
  private static String containers(String image) {
    return """
        voice-operator:
          initContainers:
            - &container
              name: help
              image: %s
              args: [help]
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
          extraContainers:
            - <<: *container
              name: more
              args: [simulate]
        """
        .formatted(image);
  }

  private List<Pod> pods() {
    return voice.pods().withLabel("app.kubernetes.io/instance", "platform").list().getItems();
  }

  private String log() {
    return pods().stream()
        .map(
            pod ->
                voice
                    .pods()
                    .withName(pod.getMetadata().getName())
                    .inContainer("voice-operator")
                    .getLog())
        .reduce("", String::concat);
  }
}
