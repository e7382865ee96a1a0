package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;

/**
 * What a look at a LumeniaAccount came to.
 *
 * @param message one sentence that says what to do next
 * @param retryAfter how long the API asked to be left alone, if it did
 */
public record AccountVerdict(AccountReason reason, String message, Optional<Duration> retryAfter) {

  /** A verdict about which the API said nothing of when to come back. */
  public AccountVerdict(AccountReason reason, String message) {
    this(reason, message, Optional.empty());
  }
}
