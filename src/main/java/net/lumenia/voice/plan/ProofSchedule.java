package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When to look again after a PATCH that the API took without showing it: 1 s, 2 s and 4 s after one
 * another, because stale reads exist.
 */
public final class ProofSchedule {

  private static final List<Duration> LOOKS =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(7));

  private ProofSchedule() {}

  /**
   * The time from now to the next look.
   *
   * @param age the time since the PATCH was sent; negative if somebody's clock is wrong
   * @return empty when all looks are over and the PATCH counts as not taken
   */
  public static Optional<Duration> nextCheck(Duration age) {
    return age.isNegative() ? Optional.empty() : lookAfter(age);
  }

  private static Optional<Duration> lookAfter(Duration age) {
    return LOOKS.stream()
        .filter(report -> report.compareTo(age) > 0)
        .findFirst()
        .map(report -> report.minus(age));
  }
}
