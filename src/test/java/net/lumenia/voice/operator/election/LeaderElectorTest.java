package net.lumenia.voice.operator.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.controlplane.WithControlPlane;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Candidates for a lease on a real API server, with shorter intervals than in the product. Tests
 * with processes cover the expiry after 15 s.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class LeaderElectorTest {

  private static final LeaseTiming FAST =
      new LeaseTiming(
          LeaseTiming.DEFAULT.duration(),
          LeaseTiming.DEFAULT.renewDeadline(),
          Duration.ofMillis(200),
          Duration.ofMillis(50),
          LeaseTiming.DEFAULT.maxReadAge());

  /** No standby can lead by then if the lease was not released. */
  private static final Duration LONG_BEFORE_EXPIRY = LeaseTiming.DEFAULT.duration().dividedBy(2);

  private final LeaseStore store;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final LeaderElector one;
  private final LeaderElector other;

  LeaderElectorTest(KubernetesClient client) {
    store = new LeaseStore(client, client.getNamespace(), "elected");
    one = candidate("one");
    other = candidate("other");
  }

  @AfterEach
  void end() {
    one.close();
    other.close();
  }

  @Test
  void standbyTakesOverWhenLeaderCloses() {
    LeaderElector leader = candidate("leader", LeaseTiming.DEFAULT);
    try (LeaderElector standby = candidate("standby", LeaseTiming.DEFAULT)) {
      leader.start();
      standby.start();
      assertThat(heard).containsExactly("leader leads");
      assertThat(leader.fence().isOpen()).isTrue();
      assertThat(standby.fence().isOpen()).isFalse();
      leader.close();
      assertThat(leader.fence().isOpen()).isFalse();
      within(LONG_BEFORE_EXPIRY, () -> assertThat(heard).contains("standby leads"));
      assertThat(standby.fence().isOpen()).isTrue();
      assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("standby");
      assertThat(stored().getSpec().getLeaseTransitions()).isEqualTo(1);
      assertThat(stored().getSpec().getLeaseDurationSeconds()).isEqualTo(15);
    }
  }

  @Test
  void candidateThatStoppedAcquiringDoesNotTakeOver() {
    one.start();
    other.start();
    other.stopAcquiring();
    one.stopAcquiring();
    Lease renewed = stored();
    within(Duration.ofSeconds(5), () -> assertThat(stored()).isNotEqualTo(renewed));
    assertThat(one.fence().isOpen()).as("goes on until it is closed").isTrue();
    one.close();
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(stored().getSpec().getHolderIdentity()).as("holder").isNull());
    var third = candidate("third");
    try (third) {
      third.start();
      assertThat(heard).containsExactly("one leads", "third leads");
    }
  }

  /** Its process was killed, so it neither renewed nor released the lease. */
  @Test
  void leaseOfADeadLeaderIsAcquiredWhenItExpired() {
    var timing =
        new LeaseTiming(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            Duration.ofSeconds(1));
    var dead = new LeaseRecord("dead", timing.duration(), InstantSource.system());
    assertThat(store.create(dead.create(store.namespace(), store.name()))).isPresent();
    long created = System.nanoTime();
    try (var standby = candidate("standby", timing)) {
      standby.start();
      within(Duration.ofSeconds(10), () -> assertThat(heard).contains("standby leads"));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - created))
        .isGreaterThanOrEqualTo(timing.duration());
  }

  /** A stalled leader: none of its running reconciles may write any more. */
  @Test
  void leaderThatReleasesTheLeaseStopsWritingAndNeverLeadsAgain() {
    one.start();
    other.start();
    other.release("it does not lead");
    assertThat(other.released()).as("what does not lead").isEmpty();
    one.release("no progress in metrics for 60 s");
    assertThat(one.fence().isOpen()).as("at once").isFalse();
    assertThat(one.released()).contains("no progress in metrics for 60 s");
    within(LONG_BEFORE_EXPIRY, () -> assertThat(heard).contains("other leads"));
    assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("other");
    other.close();
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(stored().getSpec().getHolderIdentity()).as("holder").isNull());
    one.close();
    assertThat(heard).containsExactly("one leads", "other leads");
  }

  /** Another process may have led in the meantime, and the work of this one would be outdated. */
  @Test
  void lostLeaseIsNotAcquiredAgain() {
    one.start();
    change(lease -> new LeaseBuilder(lease).editSpec().withHolderIdentity(null).endSpec().build());
    within(
        Duration.ofSeconds(5),
        () -> assertThat(heard).contains("one lost it: this process no longer holds it"));
    assertThat(stored().getSpec().getHolderIdentity()).isNull();
  }

  @Test
  void leaseWithChangedLabelsIsStillHeld() {
    one.start();
    change(
        lease ->
            new LeaseBuilder(lease).editMetadata().addToLabels("a", "b").endMetadata().build());
    var labelled = stored().getSpec().getRenewTime();
    within(
        Duration.ofSeconds(5),
        () -> assertThat(stored().getSpec().getRenewTime()).isAfter(labelled));
    assertThat(stored().getMetadata().getLabels()).containsEntry("a", "b");
    one.close();
    assertThat(stored().getSpec().getHolderIdentity()).isNull();
    assertThat(heard).containsExactly("one leads");
  }

  @Test
  void leaseOfAnotherHolderIsNotReleased() {
    one.start();
    change(
        lease -> new LeaseBuilder(lease).editSpec().withHolderIdentity("thief").endSpec().build());
    one.close();
    assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("thief");
  }

  /** The failure is not reported as a failure of the lease, even if the API server caused it. */
  @Test
  void failureToStartLeadingEndsTheProcess() {
    var failing =
        candidate(
            "failing",
            store,
            FAST,
            () -> {
              throw new KubernetesClientException("no");
            });
    one.start();
    try (failing) {
      failing.start();
      one.close();
      within(
          Duration.ofSeconds(5),
          () -> assertThat(heard).contains("failing lost it: the leader election failed"));
    }
  }

  /** A restarted container has the name of the one before, whose writes may be on their way. */
  @Test
  void shardOfTheSameNameWaitsForTheLease() {
    var shard = new Slice.Shard("voices", "shard-0");
    LeaderElector first = shard(shard, "first");
    try (var second = shard(shard, "second")) {
      first.start();
      second.start();
      assertThat(heard).containsExactly("first leads");
      assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("shard-0");
      assertThat(stored().getMetadata().getLabels()).isEqualTo(shard.leaseLabels());
      Lease renewed = stored();
      within(Duration.ofSeconds(5), () -> assertThat(stored()).isNotEqualTo(renewed));
      assertThat(heard).containsExactly("first leads");
      first.close();
      within(Duration.ofSeconds(5), () -> assertThat(heard).contains("second leads"));
    }
  }

  private LeaderElector shard(Slice.Shard shard, String process) {
    return new LeaderElector(
        store,
        LeaseRecord.ofShard(shard, process, FAST.duration(), InstantSource.system()),
        FAST,
        () -> heard.add(process + " leads"),
        why -> heard.add(process + " lost it: " + why),
        System::nanoTime);
  }

  @Test
  void missingPermissionForLeaseFailsAtOnce() {
    var nowhere = new LeaseStore(store.kubernetes(), "no-such-namespace", "elected");
    assertThatThrownBy(() -> candidate("lost", nowhere).start())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("no-such-namespace");
  }

  private LeaderElector candidate(String name) {
    return candidate(name, store);
  }

  private LeaderElector candidate(String name, LeaseStore where) {
    return candidate(name, where, FAST, () -> heard.add(name + " leads"));
  }

  private LeaderElector candidate(String name, LeaseTiming timing) {
    return candidate(name, store, timing, () -> heard.add(name + " leads"));
  }

  private LeaderElector candidate(
      String name, LeaseStore where, LeaseTiming timing, Runnable onLeading) {
    return new LeaderElector(
        where,
        new LeaseRecord(name, timing.duration(), InstantSource.system()),
        timing,
        onLeading,
        why -> heard.add(name + " lost it: " + why),
        System::nanoTime);
  }

  private Lease stored() {
    return store.read().orElseThrow();
  }

  private void change(UnaryOperator<Lease> change) {
    within(
        Duration.ofSeconds(5), () -> assertThat(store.replace(change.apply(stored()))).isPresent());
  }

  private static void within(Duration deadline, ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(deadline)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(assertion);
  }
}
