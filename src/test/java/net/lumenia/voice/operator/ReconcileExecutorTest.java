package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileExecutorTest {

  /** 10 requests and 64 besides. */
  private static final int ROOM = 74;

  private String submitting = "";
  private int submitted;
  private final ReconcileExecutor executor =
      new ReconcileExecutor(10, () -> resource(submitted++), UnaryOperator.identity());
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void shutDown() {
    end.countDown();
    executor.shutdownNow();
  }

  @Test
  void oneNamespaceLeavesRoomForTheOthers() {
    submit("mallory", 200, this::untilTheEnd);
    int share = ROOM * 7 / 8 + 1;
    await().until(() -> begun.size() >= share);
    submit("calm", 1, this::untilTheEnd);
    await().until(() -> begun.contains("calm"));
    assertThat(begun).hasSize(share + 1);
  }

  @Test
  void noMoreThanTheBoundRunAtOnce() {
    for (int tenant = 0; tenant < 100; tenant++) {
      submit("tenant-" + tenant, 3, this::untilTheEnd);
    }
    await().until(() -> begun.size() == ROOM);
    end.countDown();
    await().until(() -> begun.size() == 300);
  }

  @Test
  void namespacesTakeTurns() {
    var ended = new Semaphore(0);
    for (int tenant = 0; tenant < ROOM; tenant++) {
      submit("busy-" + tenant, 1, ended::acquireUninterruptibly);
    }
    submit("mallory", 500, this::untilTheEnd);
    submit("calm", 1, this::untilTheEnd);
    ended.release(2);
    await().until(() -> begun.size() == ROOM + 2);
    assertThat(begun).containsOnlyOnce("mallory").containsOnlyOnce("calm");
    ended.release(ROOM);
  }

  /**
   * One that was submitted last must not wait for hundreds, and the oldest ones have turns, too.
   */
  @Test
  void newestAndOldestTakeTurns() {
    var ended = new Semaphore(0);
    int share = fillTheShare("team", ended);
    var newest = new CopyOnWriteArrayList<Integer>();
    submitNumbers(newest, 6);

    ended.release();
    await("a turn of the oldest after one of the newest").until(() -> begun.size() == share + 1);
    assertThat(newest).containsExactly(5);

    ended.release();
    await("the next turns").until(() -> begun.size() == share + 2);
    assertThat(newest).containsExactly(5, 4);
    ended.release(200);
  }

  /** An edit that comes during the first checks of a large fleet must not wait for them. */
  @Test
  void waitingResourcesThatAreEditedAreServedBeforeNewerOnes() {
    var ended = new Semaphore(0);
    int share = fillTheShare("team", ended);
    var order = new CopyOnWriteArrayList<Integer>();
    submitNumbers(order, 6);

    executor.edited(resource(200 + 2));
    executor.edited(resource(200 + 1));
    executor.edited(resource(0));
    executor.edited(new ReconcileExecutor.Resource("calm", "203"));
    executor.execute(() -> order.add(6));
    for (int turn = 1; turn <= 4; turn++) {
      int oldest = share + turn;
      ended.release();
      await().until(() -> begun.size() == oldest);
    }
    assertThat(order).containsExactly(2, 1, 6, 5);
    ended.release(200);
  }

  /** It left the watch and returned while its reconcile waited. */
  @Test
  void secondReconcileOfAWaitingResourceIsNotLost() {
    submit("team", 200, this::untilTheEnd);
    submitting = "team";
    var order = new CopyOnWriteArrayList<Integer>();
    submitNumbers(order, 1);
    submitted--;
    executor.execute(() -> order.add(1));
    end.countDown();
    await().until(() -> order.size() == 2);
    assertThat(order).containsExactly(0, 1);
  }

  /** Starts as many reconciles as one namespace may, and returns their number; others wait. */
  private int fillTheShare(String namespace, Semaphore ended) {
    submit(namespace, 200, ended::acquireUninterruptibly);
    int share = ROOM * 7 / 8 + 1;
    await().until(() -> begun.size() == share);
    return share;
  }

  private void submitNumbers(List<Integer> started, int count) {
    IntStream.range(0, count).forEach(number -> executor.execute(() -> started.add(number)));
  }

  private ReconcileExecutor.Resource resource(int number) {
    return new ReconcileExecutor.Resource(submitting, String.valueOf(number));
  }

  @Test
  void aReconcileThatFailsLeavesItsRoom() {
    submit(
        "team",
        200,
        () -> {
          throw new IllegalStateException("a bug");
        });
    submit("team", ROOM, () -> {});
    await().until(() -> begun.size() == 200 + ROOM);
  }

  @Test
  void afterShutdownNothingStartsAndWhatRunsIsAwaited() throws InterruptedException {
    submit("team", 200, this::untilTheEnd);
    await().until(() -> begun.size() >= ROOM * 7 / 8);
    int started = begun.size();
    executor.shutdown();
    assertThat(executor.awaitTermination(10, TimeUnit.MILLISECONDS)).isFalse();
    end.countDown();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).hasSize(started);
  }

  private void submit(String namespace, int count, Runnable reconcile) {
    submitting = namespace;
    for (int i = 0; i < count; i++) {
      executor.execute(
          () -> {
            begun.add(namespace);
            reconcile.run();
          });
    }
  }

  private void untilTheEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
