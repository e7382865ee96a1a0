package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two operators, a fleet of workspaces without voice integrations, and a change of the leader while
 * it creates them: no workspace gets two.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ProvisionReplicasTest {

  private static final int FLEET = 20;
  private static final String SPEC = "provision: IfMissing\nfirstMessage: Hi";

  /** The lease expires 15 s after its last renewal, and a standby checks it twice a second. */
  private static final Duration FAIL_OVER = Duration.ofSeconds(25);

  private static final Duration EXIT = Duration.ofSeconds(10);

  private static final Duration SLOW = Duration.ofMillis(1_500);

  private final Replicas replicas;
  private final Traffic traffic;

  ProvisionReplicasTest(ControlPlane plane, KubernetesClient client) {
    replicas = Replicas.unprovisioned(plane, client, FLEET);
    traffic = new Traffic(replicas.simulator);
  }

  @BeforeEach
  void letAllBeUnderWayAtOnce() {
    replicas.raiseConcurrency();
  }

  @AfterEach
  void end() {
    replicas.close();
  }

  /** The API is slow, so the leader is told to end before its POSTs take effect. */
  @Test
  void leaderThatEndsFinishesItsPostsBeforeTheNextOneLeads() {
    OperatorProcess leader = replicas.start();
    OperatorProcess next = replicas.start();
    InjectedFault posts = delayPosts(SLOW, FaultPhase.BEFORE);
    replicas.applyAll(SPEC);
    awaitAllUnderWay(posts);

    assertThat(leader.terminate()).as(leader.log()).isZero();

    eventually(() -> assertThat(next.leads()).isTrue());
    replicas.awaitSynced();
    assertOnePostEach();
  }

  /** Between its reads, which show no voice integrations, and the first byte of a POST. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void leaderThatIsPausedBeforeItsPostsSendsNone() throws IOException {
    try (var wire = Wire.to(replicas.api())) {
      OperatorProcess paused = replicas.startBy(wire);
      OperatorProcess next = replicas.start();
      eventually(() -> assertThat(replicas.cluster.accountReady()).startsWith("True "));
      replicas.applyAndPauseWhileConnecting(paused, wire, SPEC);
      wire.open();
      within(FAIL_OVER, () -> assertThat(next.leads()).isTrue());
      replicas.awaitSynced();

      assertEndsOnceResumed(paused);
      // What the API is sent comes in order, so nothing of before is under way after this.
      replicas.applyAll("provision: IfMissing\nfirstMessage: newest");
      replicas.awaitSent("newest");
      assertThat(posts()).isEqualTo(eachWorkspace(1));
    }
  }

  /** The API has created the voice integrations, and the leader does not learn of it. */
  @Test
  void leaderThatIsPausedBeforeTheAnswersRepeatsNoPost() {
    OperatorProcess paused = replicas.start();
    OperatorProcess next = replicas.start();
    InjectedFault posts = delayPosts(Duration.ofMinutes(10), FaultPhase.AFTER);
    replicas.applyAll(SPEC);
    awaitAllUnderWay(posts);
    paused.pause();
    within(FAIL_OVER, () -> assertThat(next.leads()).isTrue());
    replicas.awaitSynced();

    assertEndsOnceResumed(paused);
    replicas.awaitSynced();
    assertThat(posts.strikes()).as("POSTs").isEqualTo(FLEET);
    assertThat(traffic.count("PATCH", replicas.names)).isEmpty();
  }

  /**
   * As after a mistake in the installation: both read that there is no voice integration before
   * either creates it. Of two POSTs the API accepts one, and a read follows the other one.
   */
  @Test
  void ofTwoThatBothLeadOneCreatesTheVoiceIntegration() {
    try (var wire = Wire.to(replicas.api())) {
      List<OperatorProcess> both =
          List.of(replicas.startUnelected(wire.url()), replicas.startUnelected(wire.url()));
      delayPosts(SLOW, FaultPhase.BEFORE);
      wire.hold();
      applyAllWithNumbers();
      eventually(
          () -> assertThat(traffic.count("GET", replicas.names)).isEqualTo(eachWorkspace(2)));
      wire.release();

      assertThat(both)
          .allSatisfy(
              operator ->
                  eventually(
                      () ->
                          assertThat(operator.http("/metrics").body())
                              .contains(
                                  "voiceassistants{ready=\"True\",reason=\"Synced\"} " + FLEET)));
      replicas.awaitSynced();
      assertThat(posts(LoggedRequest::applied)).isEqualTo(eachWorkspace(1));
      assertThat(posts())
          .containsValue(2L)
          .allSatisfy((_, posts) -> assertThat(posts).isLessThanOrEqualTo(2));
      assertThat(traffic.count("PATCH", replicas.names)).isEmpty();
      assertThat(both)
          .allSatisfy(operator -> assertThat(operator.log()).doesNotContain(" ERROR ", "\tat "));
    }
  }

  private void applyAllWithNumbers() {
    replicas.cluster.apply(
        IntStream.rangeClosed(1, FLEET)
            .mapToObj(
                number ->
                    Cluster.assistant(
                        replicas.names.get(number - 1), SPEC + "\nnumberId: " + number))
            .collect(joining("---\n")));
  }

  private InjectedFault delayPosts(Duration time, FaultPhase when) {
    return replicas.simulator.inject(
        Fault.of(new FaultKind.Latency(time.toMillis(), when)).on("POST"));
  }

  private static void awaitAllUnderWay(InjectedFault posts) {
    eventually(() -> assertThat(posts.strikes()).isEqualTo(FLEET));
  }

  private static void assertEndsOnceResumed(OperatorProcess paused) {
    paused.resume();
    assertThat(paused.exitCodeWithin(EXIT)).isEqualTo(1);
    assertThat(paused.log()).contains("Lost the lease");
  }

  private void assertOnePostEach() {
    assertThat(posts()).isEqualTo(eachWorkspace(1));
    assertThat(traffic.count("PATCH", replicas.names)).isEmpty();
  }

  private Map<String, Long> posts() {
    return traffic.count("POST", replicas.names);
  }

  private Map<String, Long> posts(Predicate<LoggedRequest> which) {
    return replicas.simulator.requests().stream()
        .filter(request -> request.method().equals("POST"))
        .filter(which)
        .collect(groupingBy(LoggedRequest::workspace, counting()));
  }

  private Map<String, Long> eachWorkspace(long posts) {
    return replicas.names.stream().collect(toMap(name -> name, _ -> posts));
  }
}
