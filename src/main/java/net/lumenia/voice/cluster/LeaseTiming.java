package net.lumenia.voice.cluster;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The durations that keep two processes from writing at the same time.
 *
 * @param duration how long other candidates wait for a renewal
 * @param renewDeadline how long a leader may act without a renewal. The rest of {@code duration} is
 *     for requests that are in flight then
 * @param renewInterval between two renewals
 * @param checkInterval between two checks of a candidate
 * @param maxReadAge of the fresh read before a PATCH; shorter than a change of leader takes
 */
public record LeaseTiming(
    Duration duration,
    Duration renewDeadline,
    Duration renewInterval,
    Duration checkInterval,
    Duration maxReadAge) {

  /** With it, a released lease is acquired within 2 s, even on a slow machine. */
  public static final LeaseTiming DEFAULT =
      new LeaseTiming(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(10));

  /**
   * The times that users set; the others follow from them as in {@link #DEFAULT}.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static LeaseTiming of(Duration duration, Duration renewDeadline, Duration renewInterval) {
    return new LeaseTiming(
        duration,
        renewDeadline,
        renewInterval,
        renewInterval.dividedBy(4),
        Collections.min(List.of(renewDeadline, DEFAULT.maxReadAge())));
  }

  /**
   * Validates the order of the durations.
   *
   * @throws IllegalArgumentException if another process could lead before this one has stopped
   */
  public LeaseTiming {
    if (renewInterval.compareTo(renewDeadline) >= 0
        || renewDeadline.compareTo(duration) >= 0
        || maxReadAge.compareTo(duration) >= 0) {
      throw new IllegalArgumentException(
          "renewInterval < renewDeadline < duration and maxReadAge < duration must hold: "
              + "%s, %s, %s, %s".formatted(renewInterval, renewDeadline, duration, maxReadAge));
    }
  }
}
