package net.lumenia.voice.bench.fleet;

import java.time.Duration;
import java.time.Instant;

/** How much everything that takes part has used so far. */
record Snapshot(
    Instant time,
    Duration operator,
    Duration apiServer,
    Duration etcd,
    Duration simulator,
    Duration bench,
    Duration machine,
    RequestCounts requests,
    long gets,
    long patches) {

  /**
   * Takes one.
   *
   * @param operator what the operator has used; zero if it does not run yet
   */
  static Snapshot take(Duration operator, KubeApi api, SimulatorProcess simulator) {
    Duration machine = ProcessUsage.cpuOfMachine();
    Duration bench = ProcessUsage.of(ProcessHandle.current().pid()).cpu();
    return new Snapshot(
        Instant.now(),
        operator,
        cpuOfChild("kube-apiserver"),
        cpuOfChild("etcd"),
        ProcessUsage.of(simulator.pid()).cpu(),
        bench,
        machine,
        api.requests(),
        simulator.count("GET"),
        simulator.count("PATCH"));
  }

  private static Duration cpuOfChild(String program) {
    return ProcessHandle.current()
        .descendants()
        .filter(
            child ->
                child.info().command().filter(path -> path.endsWith("/" + program)).isPresent())
        .findFirst()
        .map(child -> ProcessUsage.of(child.pid()).cpu())
        .orElseThrow();
  }

  /** What was used after an earlier snapshot. */
  Snapshot since(Snapshot before) {
    return new Snapshot(
        time,
        operator.minus(before.operator),
        apiServer.minus(before.apiServer),
        etcd.minus(before.etcd),
        simulator.minus(before.simulator),
        bench.minus(before.bench),
        machine.minus(before.machine),
        requests.since(before.requests),
        gets - before.gets,
        patches - before.patches);
  }

  /** What processes used that take no part. */
  Duration others() {
    return machine.minus(operator).minus(apiServer).minus(etcd).minus(simulator).minus(bench);
  }
}
