package net.lumenia.voice.lumenia.gate;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarms of this process, on a thread of their own. Its time is monotonic. */
final class TimerThread implements Alarms {

  private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("gates").factory(), new DiscardPolicy());

  TimerThread() {
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Alarm set(Duration delay, Runnable task) {
    var future =
        executor.schedule(() -> run(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  /** The executor would say nothing of what is thrown. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A timer of the gates failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
