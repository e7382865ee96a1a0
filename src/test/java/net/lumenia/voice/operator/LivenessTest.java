package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A stall is detected after a minute, and nothing else counts as one. */
class LivenessTest {

  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** System.nanoTime may be negative. */
  private final AtomicLong now = new AtomicLong(-Duration.ofSeconds(30).toNanos());

  private final List<String> heard = new ArrayList<>();
  private final Liveness liveness = new Liveness(Duration.ofMinutes(1), now::get, heard::add);
  private final Reconciles reconciles = new Reconciles(now::get);

  @Test
  void timerThatRunsNothingHasStalled() {
    List<Runnable> tasks = new ArrayList<>();
    liveness.watchTimer("accounts", tasks::add);
    pass(Duration.ofSeconds(55));
    assertThat(liveness.problem()).isEmpty();
    pass(PERIOD.multipliedBy(2));
    assertThat(liveness.problem()).contains("no progress in the timer of accounts for 60 s");
    assertThat(heard).containsExactly("no progress in the timer of accounts for 60 s");
    assertThat(tasks).as("given while it waits").hasSize(1);
    tasks.getFirst().run();
    pass(PERIOD);
    assertThat(liveness.problem()).isEmpty();
  }

  @Test
  void timerThatRunsTasksHasNotStalled() {
    liveness.watchTimer("accounts", Runnable::run);
    pass(Duration.ofHours(1));
    assertThat(liveness.problem()).isEmpty();
  }

  @Test
  void timerThatHasEndedHasStalled() {
    var timer = Executors.newSingleThreadScheduledExecutor();
    timer.shutdownNow();
    liveness.watchTimer("accounts", timer);
    pass(Duration.ofSeconds(65));
    assertThat(liveness.problem()).isPresent();
  }

  @Test
  void callThatWaitsForALockHasStalled() throws InterruptedException {
    var lock = new Object();
    var held = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    Thread holder =
        Thread.startVirtualThread(
            () -> {
              synchronized (lock) {
                held.countDown();
                awaitQuietly(free);
              }
            });
    held.await();
    liveness.watchCall("metrics", () -> take(lock));
    pass(Duration.ofSeconds(65));
    assertThat(liveness.problem()).contains("no progress in metrics for 60 s");
    free.countDown();
    holder.join();
    Awaitility.await()
        .untilAsserted(
            () -> {
              liveness.check();
              assertThat(liveness.problem()).isEmpty();
            });
  }

  private static void take(Object lock) {
    synchronized (lock) {
      assertThat(Thread.holdsLock(lock)).isTrue();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void reconcilesWithoutAStepHaveStalled() {
    liveness.watch(reconciles);
    reconciles
        .counted(
            () -> {
              pass(Duration.ofSeconds(55));
              assertThat(liveness.problem()).isEmpty();
              pass(PERIOD);
              assertThat(liveness.problem())
                  .contains("no progress in reconciles (1 running) for 60 s");
            })
        .run();
    pass(PERIOD);
    assertThat(liveness.problem()).as("it has ended").isEmpty();
  }

  @Test
  void idleOperatorIsHealthy() {
    liveness.watch(reconciles);
    reconciles.counted(() -> {}).run();
    pass(Duration.ofHours(10));
    assertThat(liveness.problem()).isEmpty();
  }

  /** As in an outage: each request fails after 30 s. */
  @Test
  void reconcilesWhoseRequestsEndAreHealthy() {
    liveness.watch(reconciles);
    reconciles
        .counted(
            () -> {
              for (int request = 0; request < 20; request++) {
                pass(Duration.ofSeconds(30));
                reconciles.step();
              }
            })
        .run();
    assertThat(heard).isEmpty();
  }

  @Test
  void timeWhileProcessIsStoppedDoesNotCount() {
    List<Runnable> tasks = new ArrayList<>();
    liveness.watchTimer("accounts", tasks::add);
    liveness.watch(reconciles);
    reconciles
        .counted(
            () -> {
              pass(PERIOD);
              now.addAndGet(Duration.ofHours(1).toNanos());
              liveness.check();
              pass(Duration.ofSeconds(55));
              assertThat(heard).isEmpty();
              pass(PERIOD);
              assertThat(heard).hasSize(1);
            })
        .run();
  }

  @Test
  void livenessCheckItselfIsChecked() {
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(liveness.problem()).isEmpty();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(liveness.problem()).contains("no progress in liveness for 60 s");
  }

  /** Advances time as in a running process: with a check every few seconds. */
  private void pass(Duration time) {
    for (long left = time.toNanos(); left > 0; left -= PERIOD.toNanos()) {
      now.addAndGet(Math.min(left, PERIOD.toNanos()));
      liveness.check();
    }
  }
}
