package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequeuerTest {

  private static final ResourceID ACME = new ResourceID("acme", "team");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final CacheOf<VoiceAssistant> cache = new CacheOf<>();
  private final List<Duration> started = new ArrayList<>();
  private final List<Duration> failed = new ArrayList<>();
  private final List<Throwable> bugs = new ArrayList<>();
  private final Requeuer<VoiceAssistant> requeuer =
      new Requeuer<>(one -> !References.isSuspended(one), time, time, (_, bug) -> bugs.add(bug));

  @BeforeEach
  void begin() {
    cache.put(assistant("acme", false));
    requeuer.of(cache).setEventHandler(_ -> started.add(sinceStart()));
    requeuer.start();
  }

  @Test
  void newerReconcileReplacesThePendingOne() {
    requeuer.after(ACME, MINUTE);
    requeuer.after(ACME, MINUTE.multipliedBy(3));
    requeuer.after(ACME, MINUTE.multipliedBy(2));
    assertThat(requeuer.size()).isOne();
    assertThat(time.scheduled()).isOne();
    time.advance(Duration.ofHours(1));
    assertThat(started).containsExactly(MINUTE.multipliedBy(2));
  }

  @Test
  void startOfAReconcileCancelsThePendingOne() {
    requeuer.after(ACME, MINUTE);
    reconcile(Optional.empty());
    assertThat(requeuer.size()).isZero();
    assertThat(time.scheduled()).isZero();
    requeuer.after(ACME, MINUTE);
    reconcile(Optional.of(MINUTE.multipliedBy(5)));
    time.advance(Duration.ofHours(1));
    assertThat(started).containsExactly(MINUTE.multipliedBy(5));
  }

  @Test
  void deletionCancelsThePendingReconcile() {
    requeuer.after(ACME, MINUTE);
    cache.remove(ACME);
    requeuer.forget(ACME);
    assertThat(requeuer.size()).isZero();
    assertThat(time.scheduled()).isZero();
  }

  @Test
  void deletionDuringAReconcilePreventsTheNextOne() {
    requeuer.reconcile(
        assistant("acme", false),
        () -> {
          cache.remove(ACME);
          requeuer.forget(ACME);
          return Optional.of(MINUTE);
        });
    assertThat(requeuer.size()).isZero();
    assertThat(time.scheduled()).isZero();
  }

  /** The SDK starts it at once if the resource was deleted and created again. */
  @Test
  void reconcileOfTheSameResourceWaitsForTheRunningOne() {
    var second = new ArrayList<Duration>();
    requeuer.reconcile(
        assistant("acme", false),
        () -> {
          requeuer.reconcile(
              assistant("acme", false),
              () -> {
                second.add(sinceStart());
                return Optional.empty();
              });
          return Optional.of(MINUTE);
        });
    assertThat(second).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(started).containsExactly(Duration.ofMillis(100));
    reconcile(Optional.empty());
    assertThat(time.scheduled()).isZero();
  }

  @Test
  void suspendedResourceIsNotStarted() {
    requeuer.after(ACME, MINUTE);
    cache.put(assistant("acme", true));
    assertThat(requeuer.now(ACME)).isFalse();
    time.advance(Duration.ofHours(1));
    assertThat(started).isEmpty();
    assertThat(requeuer.size()).isZero();
  }

  @Test
  void bugIsRetriedWithABackoff() {
    for (int failure = 0; failure < 10; failure++) {
      fail(new IllegalStateException("a bug"));
      time.advance(Duration.ofMinutes(10));
    }
    assertThat(bugs).hasSize(10);
    assertThat(waits()).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    reconcile(Optional.empty());
    started.clear();
    failed.clear();
    fail(new IllegalStateException("a bug"));
    time.advance(Duration.ofMinutes(10));
    assertThat(waits()).containsExactly(2L);
  }

  /** The SDK would never reconcile the resource again after an error. */
  @Test
  void errorIsRetriedLikeABug() {
    fail(new StackOverflowError());
    time.advance(MINUTE);
    assertThat(bugs).hasSize(1);
    assertThat(waits()).containsExactly(2L);
  }

  @Test
  void failedRequestToTheApiServerIsRetriedAfterFiveSeconds() {
    for (int failure = 0; failure < 3; failure++) {
      fail(new KubernetesClientException("unavailable"));
      time.advance(MINUTE);
    }
    assertThat(bugs).isEmpty();
    assertThat(waits()).containsExactly(5L, 5L, 5L);
  }

  @Test
  void allWithinSpreadsReconcilesAndDelaysNone() {
    for (int i = 0; i < 600; i++) {
      cache.put(assistant("a" + i, false));
    }
    requeuer.after(ACME, Duration.ofMillis(1));
    requeuer.after(new ResourceID("a0", "team"), Duration.ofHours(1));
    requeuer.allWithin(MINUTE);
    time.advance(MINUTE);
    assertThat(started).hasSize(601).contains(Duration.ofMillis(1));
    for (int second = 0; second < 60; second++) {
      assertThat(startedIn(second)).as("second %d", second).isBetween(8L, 12L);
    }
  }

  private long startedIn(int second) {
    return started.stream().filter(one -> one.toSeconds() == second).count();
  }

  private void fail(Throwable failure) {
    requeuer.reconcile(
        assistant("acme", false),
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        });
    failed.add(sinceStart());
  }

  /** The seconds from each failure to the retry after it. */
  private List<Long> waits() {
    return IntStream.range(0, started.size())
        .mapToObj(i -> started.get(i).minus(failed.get(i)).toSeconds())
        .toList();
  }

  private void reconcile(Optional<Duration> next) {
    requeuer.reconcile(assistant("acme", false), () -> next);
  }

  private Duration sinceStart() {
    return Duration.between(VirtualTime.START, time.instant());
  }

  private static VoiceAssistant assistant(String name, boolean suspended) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(new ObjectMetaBuilder().withNamespace("team").withName(name).build());
    assistant.setSpec(new RawJson(JsonNodeFactory.instance.objectNode().put("suspend", suspended)));
    return assistant;
  }
}
