package net.lumenia.voice.session;

import java.time.Duration;

/**
 * How long the command line waits for an API that does not answer.
 *
 * @param outage since the last answer, while the API fails
 * @param pause since the last answer, while the API limits requests; also the longest {@code
 *     Retry-After} that is waited for
 * @param attempts the most requests for one assistant that fail because of the API
 * @param backoff before the second attempt; doubles with every further one
 */
public record Patience(Duration outage, Duration pause, int attempts, Duration backoff) {

  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(20), Duration.ofMinutes(5), 3, Duration.ofMillis(500));

  /** The wait after this many failed attempts. */
  Duration backoff(int failed) {
    return backoff.multipliedBy(1L << Math.min(failed - 1, 10));
  }
}
