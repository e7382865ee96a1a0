package net.lumenia.voice.e2e;

import static net.lumenia.voice.e2e.Helm.CHART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart on a real API server with namespaces that enforce restricted pod security. No pods run.
 */
class ChartOnApiServerIT {

  private static final String URL = "operator.defaultBaseUrl=https://api.example";
  private static final String CRD = "voiceassistants.voice.lumenia.net";

  private final ControlPlane plane = ControlPlane.start();
  private final KubernetesClient client = plane.newClient();
  private final Helm helm = new Helm(Optional.of(plane.kubeconfig()), "ops");

  @BeforeEach
  void createRestrictedNamespaces() {
    for (String namespace : new String[] {"ops", "monitoring", "team-a", "team-b"}) {
      apply(
          """
          apiVersion: v1
          kind: Namespace
          metadata:
            name: %s
            labels: {pod-security.kubernetes.io/enforce: restricted}
          """
              .formatted(namespace));
    }
  }

  @AfterEach
  void end() {
    client.close();
    plane.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"smallest", "everything", "namespaces"})
  void everyManifestIsValidAndEveryPodRestricted(String values) {
    helm.install("crds", CHART, "--set", URL);
    Manifests manifests =
        helm.template(
            "voice-operator",
            "--values",
            "src/test/resources/net/lumenia/voice/e2e/%s.yaml".formatted(values));
    Manifests served =
        manifests.where(
            one ->
                !one.path("apiVersion").asText().startsWith("monitoring.coreos.com")
                    && !one.path("kind").asText().equals("CustomResourceDefinition"));
    assertThat(dryRun(served.yaml())).contains("deployment.apps/voice-operator created");

    JsonNode template = manifests.one("Deployment").at("/spec/template");
    String pod =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod", "namespace": "ops"}, "spec": %s}
        """
            .formatted(template.path("spec"));
    assertThat(dryRun(pod)).contains("pod/pod created");
  }

  @Test
  void namespaceRefusesAnUnrestrictedPod() {
    JsonNode template =
        helm.template(
                "voice-operator",
                "--set",
                URL,
                "--set",
                "securityContext.allowPrivilegeEscalation=true")
            .one("Deployment")
            .at("/spec/template/spec");
    var result =
        plane
            .kubectl()
            .runWithInput(
                "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"pod\", \"namespace\": \"ops\"}, \"spec\": %s}"
                    .formatted(template),
                "create",
                "--dry-run=server",
                "-f",
                "-");
    assertThat(result.stderr()).contains("violates PodSecurity \"restricted:latest\"");
  }

  @Test
  void upgradesTheCrds(@TempDir Path old) throws IOException {
    copyChart(old);
    Path crd = old.resolve("files/crds/" + CRD + ".yaml");
    Files.writeString(crd, Files.readString(crd).replace("    - va\n", "    - vax\n"));
    helm.install("voice-operator", old, "--set", URL);
    assertThat(crd().get().getSpec().getNames().getShortNames()).containsExactly("vax");
    helm.upgrade("voice-operator", CHART, "--reuse-values");
    assertThat(crd().get().getSpec().getNames().getShortNames()).containsExactly("va");
  }

  @Test
  void userResourcesOutliveTheReleaseAndTheNextReleaseTakesThemOver() {
    helm.install("voice-operator", CHART, "--set", URL);
    apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: reception, namespace: team-a}
        spec: {workspace: {slug: acme}, firstMessage: Hello}
        """);
    helm.uninstall("voice-operator");
    assertThat(client.apps().deployments().inNamespace("ops").list().getItems()).isEmpty();
    assertThat(crd().get()).isNotNull();
    assertThat(assistants()).hasSize(1);

    helm.install("voice-operator", CHART, "--set", URL);
    helm.uninstall("voice-operator");
    assertThatExceptionOfType(Program.Failed.class)
        .isThrownBy(() -> helm.install("voice", CHART, "--set", URL))
        .withMessageContaining("meta.helm.sh/release-name");
    helm.install("voice", CHART, "--set", URL, "--take-ownership");
    assertThat(crd().get().getMetadata().getAnnotations())
        .containsEntry("meta.helm.sh/release-name", "voice");
    assertThat(assistants()).hasSize(1);
  }

  @Test
  void notesDescribeTheNextSteps() {
    assertThat(helm.install("voice-operator", CHART, "--set", URL))
        .contains(
            "Tokens are sent to https://api.example and nowhere else.",
            "kubectl -n team label secret lumenia voice.lumenia.net/credentials=true",
            "kind: LumeniaAccount",
            "kind: VoiceAssistant",
            "kubectl -n team get lacc,va -o wide")
        .doesNotContain("helm test");
  }

  private Iterable<VoiceAssistant> assistants() {
    return client.resources(VoiceAssistant.class).inNamespace("team-a").list().getItems();
  }

  private Resource<CustomResourceDefinition> crd() {
    return client.apiextensions().v1().customResourceDefinitions().withName(CRD);
  }

  private void apply(String yaml) {
    var result = plane.kubectl().runWithInput(yaml, "apply", "-f", "-");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }

  private String dryRun(String yaml) {
    var result =
        plane
            .kubectl()
            .runWithInput(yaml, "apply", "--dry-run=server", "--validate=strict", "-f", "-");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    assertThat(result.stderr()).as("warnings").isEmpty();
    return result.stdout();
  }

  private static void copyChart(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(CHART)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(CHART.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
