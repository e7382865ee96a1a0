package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler with one thread. It measures time with {@link System#nanoTime}. The SDK's own timer
 * is a {@link java.util.Timer}, which stops for as long as the wall clock was set back.
 */
public final class MonotonicScheduler implements Scheduler {

  private static final Logger LOG = LoggerFactory.getLogger(MonotonicScheduler.class);

  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param name of its thread
   */
  public MonotonicScheduler(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name(name).factory(),
            // A reconcile that finishes during shutdown needs no next one.
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    var future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A scheduled task failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
