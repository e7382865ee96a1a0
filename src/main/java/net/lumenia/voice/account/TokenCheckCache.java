package net.lumenia.voice.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.NextAttempt;

/**
 * Remembers what the API said about the keys of accounts, so that it is asked when that is due and
 * not whenever an account is reconciled. A restart forgets it, which costs one request for each.
 */
public final class TokenCheckCache {

  private record Check(
      Credentials credentials, AccountReadiness verdict, Instant failingSince, Instant due) {}

  private final Map<String, Check> byAccount = new ConcurrentHashMap<>();
  private final Duration interval;
  private final InstantSource clock;

  public TokenCheckCache(Duration interval, InstantSource clock) {
    this.interval = interval;
    this.clock = clock;
  }

  /** What was found of this key, as long as that counts. */
  Optional<CheckResult.Concluded> recall(String account, Credentials credentials) {
    Instant now = clock.instant();
    return Optional.ofNullable(byAccount.get(account))
        .filter(check -> check.credentials().equals(credentials))
        .filter(check -> check.due().isAfter(now))
        .map(
            check ->
                new CheckResult.Concluded(check.verdict(), Duration.between(now, check.due())));
  }

  /** Whether another key than this one was looked at last. */
  boolean isNew(String account, Credentials credentials) {
    return Optional.ofNullable(byAccount.get(account))
        .filter(check -> !check.credentials().equals(credentials))
        .isPresent();
  }

  /**
   * Takes in a finding.
   *
   * @param found decides when to ask again
   * @param verdict what counts until then
   */
  CheckResult.Concluded remember(
      String account, Credentials credentials, AccountReadiness found, AccountReadiness verdict) {
    Instant now = clock.instant();
    Instant failingSince =
        Optional.ofNullable(byAccount.get(account))
            .filter(check -> check.credentials().equals(credentials))
            .filter(_ -> found.reason() != AccountReason.AUTHENTICATED)
            .map(Check::failingSince)
            .orElse(now);
    Duration next =
        NextAttempt.after(
            found,
            Duration.between(failingSince, now),
            interval,
            ThreadLocalRandom.current().nextDouble());
    byAccount.put(account, new Check(credentials, verdict, failingSince, now.plus(next)));
    return new CheckResult.Concluded(verdict, next);
  }

  /** The account is gone. */
  void forget(String account) {
    byAccount.remove(account);
  }

  /** Of how many accounts something is remembered. */
  int size() {
    return byAccount.size();
  }
}
