package net.lumenia.voice.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The most verbose log shows no token and no prompt, also not those in Secrets and ConfigMaps. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class VerboseLogTest {

  private static final String PROMPT = "prompt-that-no-log-shows";
  private static final String INLINE = "inline-prompt-that-no-log-shows";

  private static final String ENCODED_TOKEN =
      Base64.getEncoder().encodeToString(SimulatorOptions.TOKEN.getBytes(UTF_8));

  private final ControlPlane plane;
  private final Cluster cluster;

  VerboseLogTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    InstalledCrds.in(client);
    cluster = new Cluster(client);
  }

  @Test
  void traceShowsLibrariesButNoTokenAndNoPrompt() {
    try (Simulator simulator = simulator();
        OperatorProcess operator = start(simulator, "trace")) {
      converge(simulator);
      assertThat(operator.log())
          .contains(" TRACE ", " DEBUG ", " INFO ")
          .doesNotContain(SimulatorOptions.TOKEN, ENCODED_TOKEN, PROMPT, "Authorization:");
    }
  }

  private static Simulator simulator() {
    return Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of("acme", "globex")));
  }

  private OperatorProcess start(Simulator simulator, String level) {
    return OperatorProcess.start(plane, cluster.namespace(), simulator, "--log-level", level);
  }

  private void converge(Simulator simulator) {
    cluster.applyAccount();
    cluster.applyAssistant("acme", "prompt: " + INLINE);
    cluster.applyAssistant("globex", "promptFrom: {configMapKeyRef: {name: prompts, key: globex}}");
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts, labels: {voice.lumenia.net/prompt: "true"}}
        data: {globex: "%s"}
        """
            .formatted(PROMPT));
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 2L)));
    assertThat(simulator.patches("globex")).hasSize(1);
  }
}
