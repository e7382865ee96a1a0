package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code kubectl replace --force} while a PATCH is on its way. No resync helps. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class RecreatedAssistantTest extends WithOperator {

  RecreatedAssistantTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme"), NEVER);
  }

  @Test
  void theOldValueIsNotSentAfterTheNewOne() {
    cluster.applyAccount();
    cluster.applyAssistant("acme", "firstMessage: one");
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
    var slow =
        simulator.inject(
            Fault.of(new FaultKind.Latency(3_000, FaultPhase.BEFORE)).on("PATCH").times(1));
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"two\"}}");
    eventually(() -> assertThat(slow.strikes()).isEqualTo(1));
    cluster.client().resources(VoiceAssistant.class).withName("acme").delete();
    cluster.applyAssistant("acme", "firstMessage: three");
    eventually(
        () ->
            assertThat(new Traffic(simulator).bodies("acme"))
                .extracting(body -> body.path("firstMessage").asText())
                .containsExactly("one", "two", "three"));
    assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo("three");
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
  }
}
