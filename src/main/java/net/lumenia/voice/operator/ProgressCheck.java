package net.lumenia.voice.operator;

import java.util.List;
import java.util.OptionalLong;

/**
 * Something that must make progress while it has work. Times are those of {@link System#nanoTime}.
 */
interface ProgressCheck {

  /** Its name for {@code /healthz} and the log. */
  String name();

  /**
   * Since when a step is due. Must not block.
   *
   * @return empty if none is due
   */
  OptionalLong waitingSince(long now);

  /** Starts the waiting time anew, because the whole process was stopped. */
  void restart(long now);

  /** The threads that it waits for; empty if unknown. */
  List<Thread> threads();
}
