package net.lumenia.voice.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.controlplane.WithProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Argo CD's action that requests a check, in the Lua that Argo CD runs, and every copy of it. */
@WithProcesses
class ReconcileActionTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path SETTINGS = Path.of("examples/gitops/argo-cd/argocd-cm.yaml");
  private static final Path PAGE = Path.of("docs/reconcile-now.md");

  private static JsonNode resource(String more) throws IOException {
    return YAML.readTree(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: acme, namespace: team, generation: 3%s
        """
            .formatted(more));
  }

  @Test
  void actionSetsTheAnnotationAndNothingElse() throws IOException {
    JsonNode before = resource("}\nspec: {firstMessage: Hi, numberId: 7}");

    GitOpsTools.Action action = GitOpsTools.act(before.toString());

    assertThat(action.disabled()).containsOnlyKeys("reconcile").containsEntry("reconcile", false);
    var metadata = (ObjectNode) action.object().path("metadata");
    assertThat(Instant.parse(annotation(metadata).asText())).isAfter("2026-01-01T00:00:00Z");
    metadata.remove("annotations");
    assertThat(action.object()).isEqualTo(before);
  }

  @Test
  void otherAnnotationsStay() throws IOException {
    JsonNode before =
        resource(
            ", annotations: {a: b, voice.lumenia.net/reconcile-requested-at: '10:00'}}\nspec: {}");

    JsonNode metadata = GitOpsTools.act(before.toString()).object().path("metadata");

    assertThat(metadata.path("annotations").path("a").asText()).isEqualTo("b");
    assertThat(annotation(metadata).asText()).isNotEqualTo("10:00");
  }

  @Test
  void actionIsDisabledWhileTheResourceIsSuspended() throws IOException {
    JsonNode suspended = resource("}\nspec: {suspend: true}");

    assertThat(GitOpsTools.act(suspended.toString()).disabled()).containsEntry("reconcile", true);
  }

  private static JsonNode annotation(JsonNode metadata) {
    return metadata.path("annotations").path(ReconcileAnnotation.NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VoiceAssistant", "LumeniaAccount"})
  void scriptsAreInTheSettings(String kind) throws IOException {
    JsonNode actions =
        YAML.readTree(
            YAML.readTree(SETTINGS.toFile())
                .path("data")
                .path("resource.customizations.actions.voice.lumenia.net_" + kind)
                .asText());

    assertThat(actions.path("discovery.lua").asText())
        .isEqualTo(Files.readString(GitOpsTools.DISCOVERY));
    assertThat(actions.path("definitions")).hasSize(1);
    assertThat(actions.at("/definitions/0/name").asText()).isEqualTo("reconcile");
    assertThat(actions.path("definitions").path(0).path("action.lua").asText())
        .isEqualTo(Files.readString(GitOpsTools.RECONCILE));
  }

  @Test
  void scriptIsOnThePage() throws IOException {
    assertThat(PAGE)
        .content()
        .contains("```lua\n%s```\n".formatted(Files.readString(GitOpsTools.RECONCILE)));
  }
}
