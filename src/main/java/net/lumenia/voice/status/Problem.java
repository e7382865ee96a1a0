package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an assistant is not ready: one reason and one sentence that says what to do next.
 *
 * @param retryAfter how long the API asked to wait, if it did
 */
public record Problem(Reason reason, String message, Optional<Duration> retryAfter) {

  /** A problem for which the API asked for no wait. */
  public Problem(Reason reason, String message) {
    this(reason, message, Optional.empty());
  }

  /** The same problem with the next check no earlier than after this time. */
  public Problem after(Duration wait) {
    return new Problem(reason, message, Optional.of(wait));
  }
}
