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
 * What a look at a LumeniaAccount came to.
 *
 * @param message one sentence that says what to do next
 * @param retryAfter how long the API asked to be left alone, if it did
 */
public record AccountReadiness(
    AccountReason reason, String message, Optional<Duration> retryAfter) {

  /** A verdict about which the API said nothing of when to come back. */
  public AccountReadiness(AccountReason reason, String message) {
    this(reason, message, Optional.empty());
  }

  /**
   * What counts after this was found: what the API has said of a key, that it accepts or refuses
   * it, stands until it says otherwise, which one that is away or busy does not.
   *
   * @param previous the account's status so far, about the same key
   * @param generation of its spec
   */
  public AccountReadiness inTheLightOf(LumeniaAccountStatus previous, long generation) {
    return switch (reason) {
      case RATE_LIMITED, UNAVAILABLE, BAD_RESPONSE ->
          Conditions.find(previous.conditions(), Conditions.READY)
              .filter(_ -> Long.valueOf(generation).equals(previous.observedGeneration()))
              .flatMap(AccountReadiness::ofTheKey)
              .orElse(this);
      default -> this;
    };
  }

  private static Optional<AccountReadiness> ofTheKey(Condition ready) {
    return AccountReason.of(ready.reason())
        .filter(Set.of(AUTHENTICATED, INVALID_API_KEY, FORBIDDEN)::contains)
        .map(said -> new AccountReadiness(said, ready.message()));
  }
}
