package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.Kubectl;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Kustomize changes names and the fields that contain them, as the examples configure it. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class KustomizeTest {

  private static final Path BASE = Path.of("examples/gitops/base");
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Kubectl kubectl;
  private final String namespace;

  KustomizeTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    kubectl = plane.kubectl();
    namespace = client.getNamespace();
  }

  @Test
  void prefixReachesTheReferences() throws IOException {
    String built = run("", "kustomize", "examples/gitops/staging");
    List<JsonNode> objects = read(built);
    assertThat(objects)
        .extracting(one -> one.path("kind").asText() + " " + one.at("/metadata/name").asText())
        .containsExactlyInAnyOrder(
            "ConfigMap staging-prompts",
            "LumeniaAccount staging-default",
            "VoiceAssistant staging-reception",
            "VoiceAssistant staging-support");
    assertThat(promptOf(objects)).isEqualTo("staging-prompts");
    assertThat(objects)
        .filteredOn(one -> one.path("kind").asText().equals("VoiceAssistant"))
        .extracting(one -> one.at("/spec/accountRef/name").asText())
        .containsOnly("staging-default");

    run(built, "apply", "--namespace", namespace, "--dry-run=server", "-f", "-");
  }

  /** A Secret that is not part of the build keeps its name. */
  @Test
  void hashesReachTheReferences(@TempDir Path directory) throws IOException {
    copyBase(directory);
    Path kustomization = directory.resolve("kustomization.yaml");
    Files.writeString(
        kustomization,
        Files.readString(kustomization).replace("      disableNameSuffixHash: true\n", "")
            + "secretGenerator: [{name: lumenia, literals: [token=t]}]\n");

    List<JsonNode> objects = read(run("", "kustomize", directory.toString()));

    assertThat(promptOf(objects))
        .isEqualTo(name(objects, "ConfigMap"))
        .matches("prompts-[a-z0-9]+");
    assertThat(secretOf(objects)).isEqualTo(name(objects, "Secret")).matches("lumenia-[a-z0-9]+");
    assertThat(secretOf(read(run("", "kustomize", BASE.toString())))).isEqualTo("lumenia");
  }

  /** Otherwise the two tests above would prove nothing about the configuration. */
  @Test
  void withoutTheConfigurationReferencesKeepTheirNames(@TempDir Path directory) throws IOException {
    copyBase(directory);
    Files.writeString(directory.resolve("kustomizeconfig.yaml"), "nameReference: []\n");
    Path kustomization = directory.resolve("kustomization.yaml");
    Files.writeString(kustomization, Files.readString(kustomization) + "namePrefix: staging-\n");

    assertThat(promptOf(read(run("", "kustomize", directory.toString())))).isEqualTo("prompts");
  }

  private static void copyBase(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(BASE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(BASE.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static String promptOf(List<JsonNode> objects) {
    return only(
        objects.stream().map(one -> one.at("/spec/promptFrom/configMapKeyRef/name").asText()));
  }

  private static String secretOf(List<JsonNode> objects) {
    return only(objects.stream().map(one -> one.at("/spec/tokenSecretRef/name").asText()));
  }

  private static String name(List<JsonNode> objects, String kind) {
    return only(
        objects.stream()
            .filter(one -> one.path("kind").asText().equals(kind))
            .map(one -> one.at("/metadata/name").asText()));
  }

  private static String only(Stream<String> names) {
    List<String> found = names.filter(name -> !name.isEmpty()).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<JsonNode> read(String yaml) throws IOException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return documents.readAll();
    }
  }

  private String run(String input, String... arguments) {
    Kubectl.Result result = kubectl.runWithInput(input, arguments);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }
}
