package net.lumenia.voice.endtoend;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;

/** What most tests begin and end with: a namespace, the simulated API, and an operator for both. */
abstract class WithOperator {

  /** For tests that wait for resyncs. */
  static final Duration OFTEN = Duration.ofSeconds(2);

  /** For tests of what happens without any. */
  static final Duration NEVER = Duration.ofHours(24);

  final Simulator simulator;
  final Cluster cluster;
  final LocalOperator operator;

  WithOperator(
      ControlPlane plane,
      KubernetesClient client,
      List<String> workspaces,
      Duration resyncInterval) {
    this(plane, client, Set.of(client.getNamespace()), workspaces, resyncInterval);
  }

  /**
   * Starts them.
   *
   * @param namespaces that the operator watches
   */
  WithOperator(
      ControlPlane plane,
      KubernetesClient client,
      Set<String> namespaces,
      List<String> workspaces,
      Duration resyncInterval) {
    InstalledCrds.in(client);
    simulator = Simulator.start(SimulatorOptions.defaults().withWorkspaces(workspaces));
    cluster = new Cluster(client);
    operator =
        LocalOperator.start(plane.kubeconfig(), namespaces, simulator.baseUrl(), resyncInterval);
  }

  @AfterEach
  void end() {
    operator.close();
    simulator.close();
  }
}
