package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.InjectedFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** However the operator ends, another start ends in the same state. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {

  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 20).mapToObj("crash-%02d"::formatted).toList();

  private static final List<String> EMPTY =
      IntStream.rangeClosed(1, 20).mapToObj("empty-%02d"::formatted).toList();

  /** So few that all are under way at once. */
  private static final List<String> FEW_EMPTY = EMPTY.subList(0, 10);

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(NAMES));
  private final Traffic traffic = new Traffic(simulator);
  private final ControlPlane plane;
  private final Cluster cluster;

  CrashTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    cluster = new Cluster(client);
    InstalledCrds.in(client);
  }

  @BeforeEach
  void applyAccount() {
    cluster.applyAccount();
  }

  @AfterEach
  void end() {
    simulator.close();
  }

  @Test
  void killedAtAnyMomentItEndsInTheSameStateAndRepeatsNoPatch() {
    var random = new Random(20261122);
    simulator.settings(now -> now.withLatency(Duration.ofMillis(20)));
    for (int round = 1; round <= 4; round++) {
      try (OperatorProcess operator = start()) {
        applyAll("round " + round);
        // The moment does not matter to the outcome: any is as good.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(900)));
        operator.kill();
      }
    }
    try (OperatorProcess operator = start()) {
      applyAll("the end");
      eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 20L)));
      assertThat(NAMES)
          .allSatisfy(
              name ->
                  assertThat(simulator.assistant(name).path("firstMessage").asText())
                      .isEqualTo("the end"));
      assertThat(NAMES)
          .allSatisfy(name -> assertThat(traffic.bodies(name)).doesNotHaveDuplicates());
      assertAllWell(operator);
    }
  }

  /** An integration that was created before the operator was killed is found, not created again. */
  @Test
  void killedAtAnyMomentItCreatesNoVoiceIntegrationTwice() {
    var random = new Random(20261130);
    simulator.settings(now -> now.withLatency(Duration.ofMillis(50)));
    for (int round = 1; round <= 3; round++) {
      try (OperatorProcess operator = start()) {
        applyUnprovisioned(EMPTY);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(600)));
        operator.kill();
      }
    }
    try (OperatorProcess operator = start()) {
      awaitProvisioned(EMPTY, operator);
    }
    assertThat(traffic.count("POST", EMPTY))
        .hasSize(EMPTY.size())
        .allSatisfy((_, posts) -> assertThat(posts).isOne());
  }

  /** The API has created the voice integrations, and no status says so. */
  @Test
  void killedBetweenPostAndStatusItCreatesNoVoiceIntegrationTwice() {
    InjectedFault unanswered =
        simulator.inject(
            Fault.of(new FaultKind.Latency(600_000, FaultPhase.AFTER))
                .on("POST")
                .times(FEW_EMPTY.size()));
    try (OperatorProcess operator = start()) {
      applyUnprovisioned(FEW_EMPTY);
      eventually(() -> assertThat(unanswered.strikes()).isEqualTo(FEW_EMPTY.size()));
      operator.kill();
    }
    assertThat(cluster.assistants())
        .allSatisfy(assistant -> assertThat(assistant.getStatus()).isNull());
    try (OperatorProcess operator = start()) {
      awaitProvisioned(FEW_EMPTY, operator);
    }
    assertThat(traffic.count("POST", FEW_EMPTY)).as("further POSTs").isEmpty();
  }

  @Test
  void onSigtermAPatchInFlightIsFinishedAndWritten() {
    OperatorProcess operator = start();
    simulator.settings(now -> now.withLatency(Duration.ofMillis(1_500)));
    cluster.applyAssistant("crash-01", "firstMessage: Hi");
    eventually(() -> assertThat(traffic.looks("crash-01")).isEqualTo(1));
    assertThat(operator.terminate()).as(operator.log()).isZero();
    assertThat(simulator.assistant("crash-01").path("firstMessage").asText()).isEqualTo("Hi");
    assertThat(cluster.ready("crash-01")).startsWith("True Synced:");
    assertThat(traffic.bodies("crash-01")).hasSize(1);
  }

  private void applyUnprovisioned(List<String> names) {
    names.forEach(simulator.account()::addUnprovisionedWorkspace);
    cluster.apply(
        names.stream()
            .map(name -> Cluster.assistant(name, "provision: IfMissing\nfirstMessage: Hi"))
            .collect(joining("---\n")));
  }

  private void awaitProvisioned(List<String> names, OperatorProcess operator) {
    eventually(
        () -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", (long) names.size())));
    assertThat(operator.log()).doesNotContain(" ERROR ", "\tat ");
    assertThat(traffic.count("PATCH", names)).isEmpty();
  }

  private void assertAllWell(OperatorProcess operator) {
    assertThat(NAMES).allSatisfy(name -> AtRest.check(cluster.assistant(name), "Synced", ""));
    assertThat(operator.log()).doesNotContain(" ERROR ", "\tat ", SimulatorOptions.TOKEN);
  }

  private OperatorProcess start() {
    return OperatorProcess.start(plane, cluster.namespace(), simulator);
  }

  private void applyAll(String firstMessage) {
    cluster.apply(
        NAMES.stream()
            .map(name -> Cluster.assistant(name, "firstMessage: \"%s\"".formatted(firstMessage)))
            .collect(joining("---\n")));
  }
}
