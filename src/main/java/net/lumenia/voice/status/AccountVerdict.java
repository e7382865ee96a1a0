package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccountStatus;

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

  /**
   * What counts after this was found: a key that the API has accepted stays so until the API says
   * otherwise, which one that is away or busy does not.
   *
   * @param previous the account's status so far, about the same key
   * @param generation of its spec
   */
  public AccountVerdict inTheLightOf(LumeniaAccountStatus previous, long generation) {
    return switch (reason) {
      case RATE_LIMITED, UNAVAILABLE, BAD_RESPONSE ->
          Conditions.find(previous.conditions(), Conditions.READY)
              .filter(_ -> Long.valueOf(generation).equals(previous.observedGeneration()))
              .filter(ready -> ready.status().equals("True"))
              .map(ready -> new AccountVerdict(AccountReason.AUTHENTICATED, ready.message()))
              .orElse(this);
      default -> this;
    };
  }
}
