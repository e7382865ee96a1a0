package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A prompt that lives in a ConfigMap. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class PromptFromTest extends WithOperator {

  /** With resyncs so rare that whatever happens is because of the ConfigMap. */
  PromptFromTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme", "globex"), NEVER);
  }

  @BeforeEach
  void applyAccount() {
    cluster.applyAccount();
  }

  @Test
  void aChangedConfigMapIsAChangedPrompt() {
    cluster.apply(prompt("true", "text", "Be kind."));
    applyAssistants();
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
    eventually(() -> assertThat(cluster.ready("globex")).startsWith("True Synced"));
    cluster.apply(prompt("true", "text", "Be brief."));
    eventually(() -> assertThat(promptOf("acme")).isEqualTo("Be brief."));
    eventually(() -> assertThat(promptOf("globex")).isEqualTo("Be brief."));
    assertThat(simulator.patches("acme")).hasSize(2);
  }

  @Test
  void whatKeepsItFromBeingUsedIsSaidUntilItIsHealed() {
    cluster.apply(assistant("acme"));
    unavailable("there is no ConfigMap prompts in this namespace");
    cluster.apply(prompt("false", "other", "Be kind."));
    unavailable(
        "ConfigMap prompts lacks its owner's consent to be used as a prompt; label it: kubectl -n %s label configmap prompts voice.lumenia.net/prompt=true"
            .formatted(cluster.namespace()));
    cluster.apply(prompt("true", "other", "Be kind."));
    unavailable("ConfigMap prompts has no key text; it has other");
    cluster.apply(prompt("true", "text", " \\n"));
    unavailable("key text of ConfigMap prompts is empty or blank");
    cluster.apply(prompt("true", "text", "x".repeat(262_145)));
    unavailable("key text of ConfigMap prompts has 262145 characters");
    assertThat(simulator.patches("acme")).isEmpty();
    cluster.apply(prompt("true", "text", "x".repeat(262_144)));
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
    assertThat(promptOf("acme")).hasSize(262_144);
    cluster.client().configMaps().withName("prompts").delete();
    unavailable("there is no ConfigMap prompts in this namespace");
    assertThat(promptOf("acme")).hasSize(262_144);
  }

  private void unavailable(String message) {
    eventually(
        () -> assertThat(cluster.ready("acme")).startsWith("False PromptUnavailable: " + message));
  }

  private void applyAssistants() {
    cluster.apply(assistant("acme"));
    cluster.apply(assistant("globex"));
  }

  private static String assistant(String name) {
    return Cluster.assistant(name, "promptFrom: {configMapKeyRef: {name: prompts, key: text}}");
  }

  private static String prompt(String label, String key, String text) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts, labels: {voice.lumenia.net/prompt: "%s"}}
        data: {%s: "%s"}
        """
        .formatted(label, key, text);
  }

  private String promptOf(String name) {
    return simulator.assistant(name).path("prompt").asText();
  }
}
