package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrentReconcilesTest {

  private final ConcurrentReconciles reconciles = new ConcurrentReconciles(10);
  private final AtomicInteger begun = new AtomicInteger();

  @Test
  void thereIsRoomForAllRequestsAndSomeMoreAndThenOneWaitsForTheEndOfAnother() {
    var end = new CountDownLatch(1);
    for (int i = 0; i < 200; i++) {
      Thread.startVirtualThread(reconciles.limited(() -> runUntil(end)));
    }
    await().until(() -> begun.get() == 74);
    var last = Thread.startVirtualThread(reconciles.limited(begun::incrementAndGet));
    await().until(() -> last.getState() == Thread.State.WAITING);
    assertThat(begun).hasValue(74);
    end.countDown();
    await().until(() -> begun.get() == 201);
  }

  @Test
  void oneThatFailsLeavesRoom() {
    for (int i = 0; i < 200; i++) {
      Thread.ofVirtual()
          .uncaughtExceptionHandler((_, _) -> {})
          .start(
              reconciles.limited(
                  () -> {
                    begun.incrementAndGet();
                    throw new IllegalStateException("a bug");
                  }));
    }
    await().until(() -> begun.get() == 200);
  }

  private void runUntil(CountDownLatch end) {
    begun.incrementAndGet();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
