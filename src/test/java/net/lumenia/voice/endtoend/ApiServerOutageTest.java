package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithProcesses;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An API server that is away for a while: one of its own, because others need theirs. */
@Execution(ExecutionMode.CONCURRENT)
@WithProcesses
class ApiServerOutageTest {

  private static final List<String> NAMES = List.of("one", "two");
  private static final Map<String, Long> ALL_SYNCED = Map.of("Synced", (long) NAMES.size());

  @Test
  void itIsFoundAgainAndNothingIsSentMeanwhile() {
    try (ControlPlane plane = ControlPlane.start();
        KubernetesClient client = plane.newClient();
        Simulator simulator = Simulator.start(SimulatorOptions.defaults().withWorkspaces(NAMES))) {
      InstalledCrds.in(client);
      var cluster =
          new Cluster(
              client.adapt(NamespacedKubernetesClient.class).inNamespace(plane.newNamespace()));
      var traffic = new Traffic(simulator);
      cluster.applyAccount();
      try (OperatorProcess operator =
          OperatorProcess.start(plane, cluster.namespace(), simulator)) {
        applyAll(cluster, "before");
        plane.stopApiServer();
        try {
          simulator.edit("one", simulator.assistant("two").put("firstMessage", "dashboard"));
          long looks = traffic.looks("one");
          eventually(() -> assertThat(traffic.looks("one")).isGreaterThan(looks + 1));
          assertThat(traffic.patches("one")).as("PATCHes without a fresh read").hasSize(1);
          assertThat(operator.http("/healthz").statusCode()).isEqualTo(200);
        } finally {
          plane.startApiServer();
        }
        applyAll(cluster, "after");
        assertThat(NAMES).allSatisfy(name -> AtRest.check(cluster.assistant(name), "Synced", ""));
        assertThat(operator.log()).doesNotContain(" ERROR ", "\tat ", SimulatorOptions.TOKEN);
      }
    }
  }

  private static void applyAll(Cluster cluster, String firstMessage) {
    NAMES.forEach(name -> cluster.applyAssistant(name, "firstMessage: " + firstMessage));
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(ALL_SYNCED));
  }
}
