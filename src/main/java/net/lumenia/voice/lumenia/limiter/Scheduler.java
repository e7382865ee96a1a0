package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;

/** Runs something later. The time is measured by a clock that cannot be set. */
public interface Scheduler extends AutoCloseable {

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Scheduled {

    /** Takes the task back, if it has not begun. */
    void cancel();
  }

  /** Runs a task once, after a delay. The task must not block: all tasks share one thread. */
  Scheduled schedule(Duration delay, Runnable task);

  /** Nothing that waits is run any more. */
  @Override
  void close();
}
