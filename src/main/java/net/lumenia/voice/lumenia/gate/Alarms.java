package net.lumenia.voice.lumenia.gate;

import java.time.Duration;

/** Runs something later. */
@FunctionalInterface
interface Alarms {

  /** Takes the task back, if it has not begun. */
  @FunctionalInterface
  interface Alarm {
    void cancel();
  }

  Alarm set(Duration delay, Runnable task);
}
