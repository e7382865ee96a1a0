package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An operator that stands still, as on a machine that is overloaded, and goes on when another one
 * has sent a newer value: it never sends the old one.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class PausedOperatorTest {

  private static final int ASSISTANTS = 40;

  private final Replicas replicas;

  PausedOperatorTest(ControlPlane plane, KubernetesClient client) {
    replicas = new Replicas(plane, client, ASSISTANTS);
    replicas.raiseConcurrency();
  }

  @AfterEach
  void end() {
    replicas.close();
  }

  /** Between the fresh read and the first byte, as often as there are assistants. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aLeaderThatIsPausedWhileItConnectsSendsNothingAndEnds() throws IOException {
    try (var wire = Wire.to(replicas.api())) {
      OperatorProcess paused = replicas.startBy(wire);
      OperatorProcess next = replicas.start();
      pauseWhileConnecting(paused, wire);
      wire.open();
      replicas.applyAll("firstMessage: new");
      replicas.awaitSent("new");
      assertThat(next.leads()).isTrue();
      paused.resume();
      assertThat(paused.exitCodeWithin(Duration.ofSeconds(10))).isEqualTo(1);
      assertThat(paused.log()).contains("Lost the lease");
      assertNothingOldIsSent();
    }
  }

  /** There is no lease to lose, so it goes on; what it has read is too old to be sent. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutAnElectionWhatWasReadLongAgoIsNotSentEither() throws IOException {
    try (var wire = Wire.to(replicas.api())) {
      OperatorProcess paused = replicas.startUnelected(wire.url());
      pauseWhileConnecting(paused, wire);
      long since = System.nanoTime();
      wire.open();
      replicas.applyAll("firstMessage: new");
      replicas.startUnelected(replicas.api());
      replicas.awaitSent("new");
      eventually(
          () -> assertThat(System.nanoTime() - since).isGreaterThan(TimeUnit.SECONDS.toNanos(10)));
      paused.resume();
      eventually(
          () ->
              assertThat(paused.log())
                  .containsAnyOf(
                      "its last read of the VoiceAssistant is too old", "did not answer in time"));
      assertNothingOldIsSent();
    }
  }

  /** At any moment, of edits that go on. */
  @Test
  void aLeaderThatIsPausedAtAnyMomentSendsNothingOld() {
    var random = new Random(20261123);
    replicas.simulator.settings(now -> now.withLatency(Duration.ofMillis(30)));
    replicas.applyAll("firstMessage: edit 0");
    OperatorProcess leader = replicas.start();
    try (var edits = Edits.begin(replicas.cluster, replicas.names, Duration.ofMillis(10))) {
      for (int round = 1; round <= 2; round++) {
        OperatorProcess next = replicas.start();
        // The moment does not matter to the outcome: any is as good.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(500)));
        leader.pause();
        within(Duration.ofSeconds(25), () -> assertThat(next.leads()).isTrue());
        int sent = edits.count() + ASSISTANTS;
        eventually(() -> assertThat(edits.count()).isGreaterThan(sent));
        leader.resume();
        assertThat(leader.exitCodeWithin(Duration.ofSeconds(10))).isEqualTo(1);
        leader = next;
      }
      edits.awaitTheLast(replicas.simulator);
      edits.assertSentInOrder(replicas.simulator);
    }
  }

  private void pauseWhileConnecting(OperatorProcess operator, Wire wire) throws IOException {
    replicas.applyAll("firstMessage: first");
    replicas.awaitSynced();
    replicas.applyAndPauseWhileConnecting(operator, wire, "firstMessage: old");
  }

  /** What the API is sent comes in order, so nothing of before is under way after this. */
  private void assertNothingOldIsSent() {
    replicas.applyAll("firstMessage: newest");
    replicas.awaitSent("newest");
    assertThat(replicas.names)
        .allSatisfy(
            name ->
                assertThat(new Traffic(replicas.simulator).bodies(name))
                    .extracting(body -> body.path("firstMessage").asText())
                    .containsSubsequence("first", "new", "newest")
                    .doesNotContain("old"));
  }
}
