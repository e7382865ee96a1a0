package net.lumenia.voice.endtoend;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;

/** What most tests begin and end with: a namespace, the simulated API, and an operator for both. */
abstract class WithOperator {

  final Simulator simulator;
  final Cluster cluster;
  final OperatorProcess operator;

  /**
   * Starts them.
   *
   * @param options as for {@link OperatorProcess#start}
   */
  WithOperator(
      ControlPlane plane, KubernetesClient client, List<String> workspaces, String... options) {
    InstalledCrds.in(client);
    simulator = Simulator.start(SimulatorOptions.defaults().withWorkspaces(workspaces));
    cluster = new Cluster(client);
    operator = OperatorProcess.start(plane, cluster.namespace(), simulator, options);
  }

  @AfterEach
  void end() {
    operator.close();
    simulator.close();
  }
}
