package net.lumenia.voice.status;

import java.time.Duration;

/**
 * How long the operator waits after failures. Each wait is as long as the failure has lasted, so it
 * doubles, within these bounds.
 *
 * @param first the shortest wait
 * @param max the longest wait of an assistant; the resync interval if that is shorter
 * @param maxOfAccount the same for an account
 * @param maxRequested the longest wait that the API can ask for
 */
public record BackoffTiming(
    Duration first, Duration max, Duration maxOfAccount, Duration maxRequested) {

  /** The values that the product uses. */
  public static final BackoffTiming DEFAULT =
      new BackoffTiming(
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60),
          Duration.ofHours(1));
}
