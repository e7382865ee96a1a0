package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;

/**
 * How long a circuit stays open. Each wait doubles up to its maximum.
 *
 * @param firstProbe from the opening after failures to the first probe
 * @param maxProbe between two probes
 * @param firstPause after a 429 without a usable {@code Retry-After}
 * @param maxPause as {@code firstPause}, after further ones
 */
public record CircuitTiming(
    Duration firstProbe, Duration maxProbe, Duration firstPause, Duration maxPause) {

  /**
   * The probes are frequent enough that a fleet is in sync within a minute after an outage of any
   * length; a probe is a single request.
   */
  public static final CircuitTiming DEFAULT =
      new CircuitTiming(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));

  /** The wait for the next probe. */
  Duration probeAfter(int failedProbes) {
    return doubled(firstProbe, failedProbes, maxProbe);
  }

  /** The pause after a 429. */
  Duration pauseAfter(int earlier429s) {
    return doubled(firstPause, earlier429s, maxPause);
  }

  private static Duration doubled(Duration first, int times, Duration max) {
    Duration doubled = first.multipliedBy(1L << Math.min(times, 30));
    return doubled.compareTo(max) < 0 ? doubled : max;
  }
}
