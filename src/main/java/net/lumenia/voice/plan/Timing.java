package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The durations on which plans depend.
 *
 * @param proofChecks the ages of a PATCH at which its proof is checked, ascending
 * @param freeCorrections how many corrections of a field within the window do not wait
 * @param flappingWindow the time within which corrections count
 * @param flappingPauses the times between the corrections of a flapping field; the last one repeats
 */
public record Timing(
    List<Duration> proofChecks,
    int freeCorrections,
    Duration flappingWindow,
    List<Duration> flappingPauses) {

  /** The values that the product uses. */
  public static final Timing DEFAULT =
      new Timing(
          Stream.of(1, 3, 7).map(Duration::ofSeconds).toList(),
          5,
          Duration.ofMinutes(10),
          Stream.of(1, 2, 4, 8, 16, 30).map(Duration::ofMinutes).toList());

  public Timing {
    proofChecks = List.copyOf(proofChecks);
    flappingPauses = List.copyOf(flappingPauses);
  }

  /**
   * The time from now to the next check for a proof. There are several checks because reads may be
   * stale.
   *
   * @param age the time since the PATCH was sent; negative if a clock was set back
   * @return empty if all checks are over: the PATCH did not take effect
   */
  public Optional<Duration> nextProofCheck(Duration age) {
    return age.isNegative()
        ? Optional.empty()
        : proofChecks.stream()
            .filter(check -> check.compareTo(age) > 0)
            .findFirst()
            .map(check -> check.minus(age));
  }

  /**
   * How long a flapping field must stay in sync until it no longer flaps: as long as the next
   * pause, and at least as long as the window.
   *
   * @param pauses the number of pauses so far, including the current one; at least 1
   */
  public Duration flappingEndsAfter(int pauses) {
    Duration pause = flappingPause(pauses);
    return pause.compareTo(flappingWindow) > 0 ? pause : flappingWindow;
  }

  /** The length of the n-th pause, counted from 1. */
  Duration flappingPause(int pauses) {
    return flappingPauses.get(Math.min(pauses, flappingPauses.size()) - 1);
  }
}
