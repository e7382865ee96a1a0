package net.lumenia.voice.operator;

import java.util.List;
import java.util.OptionalLong;

/**
 * Something that has to get on as long as it has work. Times are those of {@link System#nanoTime}.
 */
interface ProgressCheck {

  /** What it is, for {@code /healthz} and the log. */
  String name();

  /**
   * Since when it owes a step. Must not wait for anything.
   *
   * @return empty if it owes none
   */
  OptionalLong waitingSince(long now);

  /** The time until now does not count: the whole process was stopped. */
  void restart(long now);

  /** The threads that it is known to be waiting for; empty if it does not know. */
  List<Thread> threads();
}
