package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A field that another writer keeps changing. "Five corrections of a field within 10 minutes go
 * through, the sixth waits": 1 minute after the fifth, the next ones 2, 4, 8, 16 and then 30
 * minutes after one another.
 *
 * @param corrections how often the field was set back so far
 * @param pause the time that has to pass after the last correction
 * @param remaining what is left of it; zero: the next correction is due
 */
public record Flapping(int corrections, Duration pause, Duration remaining) {

  /** So many corrections go through; it is also how many of them have to be remembered. */
  public static final int TOLERATED = 5;

  /** The time within which they count. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  private static final List<Duration> PAUSES =
      List.of(1, 2, 4, 8, 16, 30).stream().map(Duration::ofMinutes).toList();

  /** Whether and how a field flaps that has to be set back once more. */
  static Optional<Flapping> of(History.Corrections made) {
    if (made.backoffs() == 0 && !isSixthInTheWindow(made.ages())) {
      return Optional.empty();
    }
    int backoffs = Math.max(1, made.backoffs());
    Duration left = pause(backoffs).minus(made.ages().getLast());
    return Optional.of(
        new Flapping(
            TOLERATED + backoffs - 1, pause(backoffs), left.isNegative() ? Duration.ZERO : left));
  }

  private static boolean isSixthInTheWindow(List<Duration> ages) {
    return ages.size() >= TOLERATED && ages.get(ages.size() - TOLERATED).compareTo(WINDOW) < 0;
  }

  /** Whether the next correction has to wait. */
  public boolean waits() {
    return remaining.isPositive();
  }

  /**
   * How old the last correction of a field in sync has to be for the other writer to have stopped:
   * as long as the next pause, and no less than the window.
   *
   * @param backoffs how many pauses there were, the present one included; at least 1
   */
  public static Duration overAfter(int backoffs) {
    Duration pause = pause(backoffs);
    return pause.compareTo(WINDOW) > 0 ? pause : WINDOW;
  }

  private static Duration pause(int backoffs) {
    return PAUSES.get(Math.min(backoffs, PAUSES.size()) - 1);
  }
}
