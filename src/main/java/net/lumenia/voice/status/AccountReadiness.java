package net.lumenia.voice.status;

import static net.lumenia.voice.status.AccountReason.AUTHENTICATED;
import static net.lumenia.voice.status.AccountReason.FORBIDDEN;
import static net.lumenia.voice.status.AccountReason.INVALID_API_KEY;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccountStatus;

/**
 * The result of checking a LumeniaAccount.
 *
 * @param message one sentence that says what to do next
 * @param retryAfter how long the API asked to wait, if it did
 */
public record AccountReadiness(
    AccountReason reason, String message, Optional<Duration> retryAfter) {

  /** A result for which the API asked for no wait. */
  public AccountReadiness(AccountReason reason, String message) {
    this(reason, message, Optional.empty());
  }

  /**
   * This result, or the API's last verdict about the token if this one says nothing about it. An
   * API that is unavailable or limits requests does not change whether the token is accepted.
   *
   * @param previous the account's status, about the same token
   * @param generation of the account's spec
   */
  public AccountReadiness orLastVerdict(LumeniaAccountStatus previous, long generation) {
    return switch (reason) {
      case RATE_LIMITED, UNAVAILABLE, BAD_RESPONSE ->
          Conditions.find(previous.conditions(), Conditions.READY)
              .filter(_ -> Long.valueOf(generation).equals(previous.observedGeneration()))
              .flatMap(AccountReadiness::aboutToken)
              .orElse(this);
      default -> this;
    };
  }

  private static Optional<AccountReadiness> aboutToken(Condition ready) {
    return AccountReason.of(ready.reason())
        .filter(Set.of(AUTHENTICATED, INVALID_API_KEY, FORBIDDEN)::contains)
        .map(said -> new AccountReadiness(said, ready.message()));
  }
}
