package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One workspace, one VoiceAssistant. No resync helps. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class OwnershipTest extends WithOperator {

  OwnershipTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme"), NEVER);
  }

  @BeforeEach
  void applyFirst() {
    cluster.applyAccount();
    cluster.apply(assistant("first", "firstMessage: from first"));
    awaitReady("first", "True Synced");
  }

  @Test
  void theOlderWinsAndTheOtherTakesOverWhenItGoes() {
    cluster.apply(assistant("second", "firstMessage: from second"));
    awaitReady(
        "second",
        "False WorkspaceConflict: the workspace belongs to VoiceAssistant %s/first"
            .formatted(cluster.namespace()));
    eventually(() -> assertThat(cluster.events("second")).containsExactly("WorkspaceConflict x1"));
    assertThat(greeting()).isEqualTo("from first");
    cluster.client().resources(VoiceAssistant.class).withName("first").delete();
    within(
        Duration.ofSeconds(10),
        () -> assertThat(cluster.ready("second")).startsWith("True Synced"));
    assertThat(greeting()).isEqualTo("from second");
  }

  @Test
  void theOtherTakesOverWhenTheWinnerOnlyObserves() {
    cluster.apply(assistant("second", "firstMessage: from second"));
    awaitReady("second", "False WorkspaceConflict");
    cluster.patch("first", "{\"spec\": {\"mode\": \"Observe\"}}");
    awaitReady("second", "True Synced");
    assertThat(greeting()).isEqualTo("from second");
  }

  @Test
  void aSuspendedOneStillOwns() {
    cluster.patch("first", "{\"spec\": {\"suspend\": true}}");
    cluster.apply(assistant("second", "firstMessage: from second"));
    awaitReady("second", "False WorkspaceConflict");
    assertThat(greeting()).isEqualTo("from first");
  }

  @Test
  void theOtherTakesOverWhenTheWinnerMovesToAnotherAccount() {
    cluster.apply(assistant("second", "firstMessage: from second"));
    awaitReady("second", "False WorkspaceConflict");
    cluster.patch("first", "{\"spec\": {\"accountRef\": {\"name\": \"nowhere\"}}}");
    awaitReady("second", "True Synced");
    awaitReady("first", "False AccountNotFound");
    assertThat(greeting()).isEqualTo("from second");
  }

  /** Another resource for the same account, under a name that is written differently. */
  @Test
  void theSameAccountUnderAnotherNameIsTheSameWorkspace() {
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: alias}
        spec: {accountId: %s, baseUrl: "%s/", tokenSecretRef: {name: lumenia}}
        """
            .formatted(SimulatorOptions.ACCOUNT_ID.toUpperCase(Locale.ROOT), simulator.baseUrl()));
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: second}
        spec: {workspace: {slug: 61636d65}, accountRef: {name: alias}, firstMessage: from second}
        """
            .replace("slug: 61636d65", "slug: \"61636d65\""));
    awaitReady("second", "False WorkspaceConflict");
    cluster.client().resources(VoiceAssistant.class).withName("first").delete();
    awaitReady("second", "True Synced");
  }

  private static String assistant(String name, String spec) {
    return """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: %s}
        spec:
          workspace: {originalSlug: acme}
          %s
        """
        .formatted(name, spec);
  }

  private void awaitReady(String name, String start) {
    eventually(() -> assertThat(cluster.ready(name)).startsWith(start));
  }

  private String greeting() {
    return simulator.assistant("acme").path("firstMessage").asText();
  }
}
