package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.concurrent.CompletableFuture;
import net.lumenia.voice.cli.Typed;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code voice-operator wait}, with statuses as the operator writes them. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class WaitTest {

  private final ControlPlane plane;
  private final Cluster cluster;

  WaitTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
  }

  @Test
  void saysWhatIsMissingWhenTimeIsUp() {
    assertThat(await("1s"))
        .isEqualTo(new Typed(1, "", "timed out: there is no VoiceAssistant acme\n"));
    cluster.applyAssistant("acme", "firstMessage: Hello");
    assertThat(await("1s").err()).endsWith("acme has not been reconciled for its current spec\n");
    writeStatus(1, "False", "Forbidden");
    Typed refused = await("1s");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo("timed out: VoiceAssistant acme: Ready=False, Forbidden: as is\n");
  }

  @Test
  void endsAsSoonAsItIsReady() {
    cluster.applyAssistant("acme", "firstMessage: Hello");
    var waiting = CompletableFuture.supplyAsync(() -> await("60s"));
    writeStatus(1, "True", "Synced");
    assertThat(waiting.join())
        .isEqualTo(new Typed(0, "VoiceAssistant acme: Ready=True, Synced: as is\n", ""));
  }

  @Test
  void readyForAnOlderSpecIsNotReady() {
    cluster.applyAssistant("acme", "firstMessage: Hello");
    writeStatus(1, "True", "Synced");
    cluster.applyAssistant("acme", "firstMessage: Good morning");
    assertThat(await("1s").exitCode()).isEqualTo(1);
  }

  private Typed await(String timeout) {
    return Typed.command(
        "wait",
        "acme",
        "-n",
        cluster.namespace(),
        "--timeout",
        timeout,
        "--kubeconfig",
        plane.kubeconfig().toString());
  }

  private void writeStatus(int generation, String ready, String reason) {
    String status =
        """
        {"status": {"observedGeneration": %d, "conditions": [
          {"type": "Ready", "status": "%s", "reason": "%s", "message": "as is",
           "lastTransitionTime": "2026-11-01T00:00:00Z"}]}}
        """
            .formatted(generation, ready, reason);
    cluster
        .client()
        .resources(VoiceAssistant.class)
        .withName("acme")
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), status);
  }
}
