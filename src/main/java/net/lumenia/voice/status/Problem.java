package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an assistant is not ready: one reason and one sentence that says what to do next.
 *
 * @param retryAfter how long the API asked to wait, if it did
 * @param nextSend the time until the operator sends what the API rejected again, if that is before
 *     the next resync
 */
public record Problem(
    Reason reason, String message, Optional<Duration> retryAfter, Optional<Duration> nextSend) {

  /** A problem that nothing but a change or the next resync ends. */
  public Problem(Reason reason, String message, Optional<Duration> retryAfter) {
    this(reason, message, retryAfter, Optional.empty());
  }

  /** A problem for which the API asked for no wait. */
  public Problem(Reason reason, String message) {
    this(reason, message, Optional.empty());
  }

  /** The same problem with the next check no earlier than after this time. */
  public Problem after(Duration wait) {
    return new Problem(reason, message, Optional.of(wait), nextSend);
  }

  /** The same problem with another attempt after this time. */
  public Problem sentAgainAfter(Duration wait) {
    return new Problem(reason, message, retryAfter, Optional.of(wait));
  }
}
