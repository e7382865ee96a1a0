package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A field that another writer keeps changing. With the default {@link Timing}, five corrections
 * within 10 minutes are sent at once. The sixth waits 1 minute, the next ones 2, 4, 8, 16 and then
 * 30 minutes each.
 *
 * @param corrections the number of corrections so far
 * @param pause the time between the last correction and the next one
 * @param remaining what is left of the pause; zero if the next correction is due
 */
public record Flapping(int corrections, Duration pause, Duration remaining) {

  /** Whether the field flaps, given that it needs another correction. */
  static Optional<Flapping> of(FieldHistory.Corrections made, Timing timing) {
    if (made.pauses() == 0 && !isWindowFull(made.ages(), timing)) {
      return Optional.empty();
    }
    int pauses = Math.max(1, made.pauses());
    Duration pause = timing.flappingPause(pauses);
    Duration left = pause.minus(made.ages().getLast());
    return Optional.of(
        new Flapping(
            timing.freeCorrections() + pauses - 1,
            pause,
            left.isNegative() ? Duration.ZERO : left));
  }

  private static boolean isWindowFull(List<Duration> ages, Timing timing) {
    int free = timing.freeCorrections();
    return ages.size() >= free
        && ages.get(ages.size() - free).compareTo(timing.flappingWindow()) < 0;
  }

  /** Whether the next correction has to wait. */
  public boolean waits() {
    return remaining.isPositive();
  }
}
