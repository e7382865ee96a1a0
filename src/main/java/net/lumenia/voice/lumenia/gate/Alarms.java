package net.lumenia.voice.lumenia.gate;

import java.time.Duration;

/** Runs something later. */
@FunctionalInterface
interface Alarms extends AutoCloseable {

  /** Takes the task back, if it has not begun. */
  @FunctionalInterface
  interface Alarm {
    void cancel();
  }

  /**
   * Runs the task after a delay.
   *
   * @param delay not negative
   */
  Alarm set(Duration delay, Runnable task);

  /** What has not begun is not run any more, and nothing more is taken. */
  @Override
  default void close() {}
}
