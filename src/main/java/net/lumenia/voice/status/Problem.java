package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an assistant is not as desired: one reason, one sentence that says what to do next.
 *
 * @param retryAfter how long the API asked to be left alone, if it did
 */
public record Problem(Reason reason, String message, Optional<Duration> retryAfter) {

  /** A problem about which the API said nothing of when to come back. */
  public Problem(Reason reason, String message) {
    this(reason, message, Optional.empty());
  }

  /** The same problem, to be looked at again after this time and not before. */
  public Problem after(Duration wait) {
    return new Problem(reason, message, Optional.of(wait));
  }
}
