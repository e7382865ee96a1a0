package net.lumenia.voice.bench;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.endtoend.Cluster;
import net.lumenia.voice.endtoend.OperatorProcess;
import net.lumenia.voice.endtoend.Traffic;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;

/** A control plane, a simulated API that takes its time, an operator, and fleets of assistants. */
record Stage(
    ControlPlane plane,
    KubernetesClient client,
    Cluster cluster,
    Simulator simulator,
    OperatorProcess operator)
    implements AutoCloseable {

  /** What a request takes, as for an API that is not next door. */
  static final Duration LATENCY = Duration.ofMillis(100);

  static Stage set(String resyncInterval) {
    ControlPlane plane = ControlPlane.start();
    KubernetesClient client = plane.newClient();
    InstalledCrds.in(client);
    Simulator simulator = Simulator.start(SimulatorOptions.defaults());
    simulator.settings(now -> now.withLatency(LATENCY));
    var cluster = new Cluster(client);
    return new Stage(
        plane, client, cluster, simulator, start(plane, cluster, simulator, resyncInterval));
  }

  private static OperatorProcess start(
      ControlPlane plane, Cluster cluster, Simulator simulator, String resyncInterval) {
    return OperatorProcess.start(
        plane, cluster.namespace(), simulator, "--resync-interval", resyncInterval);
  }

  /** Starts another operator, which the caller closes. */
  OperatorProcess startOperator(String resyncInterval) {
    return start(plane, cluster, simulator, resyncInterval);
  }

  Traffic traffic() {
    return new Traffic(simulator);
  }

  /** An account with so many assistants that are as declared already; returns their names. */
  List<String> fleet(String account, String accountId, int requestsPerMinute, int assistants) {
    simulator.addToken(accountId, "token-of-" + account);
    cluster.applySecret(account, "token-of-" + account);
    cluster.applyAccount(account, accountId, account, requestsPerMinute);
    List<String> names =
        IntStream.rangeClosed(1, assistants)
            .mapToObj(i -> "%s-%04d".formatted(account, i))
            .toList();
    var live = JsonNodeFactory.instance.objectNode().put("firstMessage", "Hello");
    names.forEach(name -> simulator.account(accountId).addWorkspace(name, live));
    String spec = "accountRef: {name: %s}\nfirstMessage: Hello".formatted(account);
    Progress.say("applying %d assistants of account %s".formatted(assistants, account));
    for (int from = 0; from < assistants; from += 100) {
      cluster.apply(
          names.subList(from, Math.min(assistants, from + 100)).stream()
              .map(name -> Cluster.assistant(name, spec))
              .collect(joining("---\n")));
    }
    return names;
  }

  /** How many assistants have which reason. */
  Map<String, Long> reasons() {
    return cluster.readyReasons();
  }

  LumeniaAccount account(String name) {
    return cluster.account(name);
  }

  void awaitAllSynced(int assistants, Duration deadline) {
    Progress.say("waiting until all %d are Synced".formatted(assistants));
    Wait.until(
        deadline, "all are Synced", () -> reasons().equals(Map.of("Synced", (long) assistants)));
  }

  @Override
  public void close() {
    try (plane;
        client;
        simulator;
        operator) {
      Progress.say("clearing up");
    }
  }
}
