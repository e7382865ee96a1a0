package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dump shows which thread waits for which lock, and is bounded. */
class ThreadDumpTest {

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void end() {
    end.countDown();
  }

  @Test
  void waitingThreadAndLockOwnerAreShown() {
    var lock = new Object();
    var held = new CountDownLatch(1);
    Thread.ofPlatform().daemon().name("has-it").start(() -> hold(lock, held));
    Thread waiting =
        Thread.ofPlatform()
            .daemon()
            .name("wants-it")
            .start(
                () -> {
                  await(held);
                  hold(lock, held);
                });
    Awaitility.await().until(() -> waiting.getState() == Thread.State.BLOCKED);
    assertThat(ThreadDump.of(List.of()))
        .contains("wants-it BLOCKED on java.lang.Object@", ", held by has-it\n    at ");
  }

  @Test
  void givenVirtualThreadsAreShownAndSizeIsBounded() {
    Thread virtual = Thread.ofVirtual().name("reconcile-7").start(() -> await(end));
    assertThat(ThreadDump.of(List.of(virtual))).startsWith("reconcile-7 ");
    assertThat(ThreadDump.of(Collections.nCopies(10_000, virtual))).hasSizeLessThan(40_000);
  }

  private void hold(Object lock, CountDownLatch held) {
    synchronized (lock) {
      held.countDown();
      await(end);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
