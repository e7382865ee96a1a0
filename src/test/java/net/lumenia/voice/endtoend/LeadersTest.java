package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One operator leads, another one is ready, and while edits go on the leader ends in every way
 * there is. None is lost, none is sent twice, and none after a later one.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class LeadersTest {

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** For a leader that is gone without a word. */
  private static final Duration FAIL_OVER = Duration.ofSeconds(20);

  /** For one that says so. */
  private static final Duration HAND_OVER = Duration.ofSeconds(5);

  private final ControlPlane plane;
  private final Replicas replicas;

  LeadersTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    replicas = new Replicas(plane, client, 20);
    replicas.applyAll("firstMessage: edit 0");
  }

  @AfterEach
  void end() {
    replicas.close();
  }

  /**
   * A leader that can't reach the API server ends before another one leads; then that one is
   * killed, and the next one told to end.
   */
  @Test
  void whoeverIsNextTakesOver() {
    try (var toApiServer = Wire.to(plane.url())) {
      OperatorProcess cutOff = replicas.startWithApiServerBy(toApiServer);
      OperatorProcess killed = replicas.start();
      assertThat(cutOff.leads()).isTrue();
      assertThat(killed.leads()).isFalse();
      assertThat(killed.http("/readyz").statusCode()).isEqualTo(200);
      try (var edits = Edits.begin(replicas.cluster, replicas.names, PAUSE)) {
        awaitSent(edits, 1);
        String first = replicas.leader();
        toApiServer.hold();
        assertThat(cutOff.exitCodeWithin(Duration.ofSeconds(30))).isEqualTo(1);
        Instant ended = Instant.now();
        assertThat(replicas.leader()).as("no other replica leads before").isEqualTo(first);
        assertThat(cutOff.log()).contains("Lost the lease", "could not be renewed for 10 s");
        assertAnotherLeads(first, ended, FAIL_OVER);
        eventually(() -> assertThat(killed.leads()).isTrue());
        awaitSent(edits, edits.count());

        OperatorProcess terminated = replicas.start();
        String second = replicas.leader();
        Instant kill = Instant.now();
        killed.kill();
        assertAnotherLeads(second, kill, FAIL_OVER);
        awaitSent(edits, edits.count());

        replicas.start();
        String third = replicas.leader();
        end(terminated);
        assertAnotherLeads(third, Instant.now(), HAND_OVER);
        edits.awaitTheLast(replicas.simulator);
        edits.assertSentInOrder(replicas.simulator);
      }
    }
  }

  /** Two replicas are replaced one after the other, twice. */
  @Test
  void aRollingUpdateLosesNoEditAndRepeatsNone() {
    OperatorProcess older = replicas.start();
    OperatorProcess newer = replicas.start();
    try (var edits = Edits.begin(replicas.cluster, replicas.names, PAUSE)) {
      awaitSent(edits, 1);
      for (int replaced = 1; replaced <= 4; replaced++) {
        OperatorProcess fresh = replicas.start();
        end(older);
        within(HAND_OVER, () -> assertThat(replicas.leader()).isNotEmpty());
        awaitSent(edits, edits.count() + 80);
        older = newer;
        newer = fresh;
      }
      edits.awaitTheLast(replicas.simulator);
      edits.assertSentInOrder(replicas.simulator);
      end(newer);
      end(older);
    }
  }

  private static void end(OperatorProcess operator) {
    int code = operator.terminate();
    assertThat(code).as(operator.log()).isZero();
    assertThat(operator.log()).doesNotContain(" ERROR ", "\tat ");
  }

  /** An edit of at least this number is sent. */
  private void awaitSent(Edits edits, int number) {
    within(
        Duration.ofSeconds(60),
        () -> assertThat(edits.newestSent(replicas.simulator)).isGreaterThanOrEqualTo(number));
  }

  private void assertAnotherLeads(String before, Instant since, Duration limit) {
    within(
        limit.plusSeconds(10),
        () -> assertThat(replicas.leader()).isNotEmpty().isNotEqualTo(before));
    assertThat(Duration.between(since, replicas.leadingSince())).isLessThan(limit);
  }
}
