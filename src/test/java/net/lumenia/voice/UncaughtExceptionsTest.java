package net.lumenia.voice;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class UncaughtExceptionsTest {

  @Test
  void exceptionOnAnotherThreadDoesNotFailATestThatWaits() {
    var waiting = new Semaphore(0);
    Thread other =
        Thread.startVirtualThread(
            () -> {
              waiting.acquireUninterruptibly();
              throw new IllegalStateException("thrown by another test");
            });
    await()
        .until(
            () -> {
              waiting.release();
              return !other.isAlive();
            });
  }
}
