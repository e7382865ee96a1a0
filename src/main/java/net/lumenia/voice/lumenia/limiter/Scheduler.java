package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;

/** Runs tasks after a delay, measured by a monotonic clock. */
public interface Scheduler extends AutoCloseable {

  /** A scheduled task. */
  @FunctionalInterface
  interface Scheduled {

    /** Cancels the task, unless it has started. */
    void cancel();
  }

  /** Runs a task once, after a delay. The task must not block: all tasks share one thread. */
  Scheduled schedule(Duration delay, Runnable task);

  /** Discards all tasks that have not started. */
  @Override
  void close();
}
