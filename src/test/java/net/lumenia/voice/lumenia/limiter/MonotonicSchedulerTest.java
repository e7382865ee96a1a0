package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MonotonicSchedulerTest {

  @Test
  void failingTaskDoesNotStopOthers() throws InterruptedException {
    try (var scheduler = new MonotonicScheduler("test")) {
      var done = new CountDownLatch(1);
      scheduler.schedule(
          Duration.ZERO,
          () -> {
            throw new IllegalStateException("a bug");
          });
      scheduler.schedule(Duration.ofMillis(1), done::countDown);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void scheduleAfterCloseIsIgnored() {
    var scheduler = new MonotonicScheduler("test");
    scheduler.close();
    scheduler.schedule(Duration.ZERO, () -> {}).cancel();
  }
}
