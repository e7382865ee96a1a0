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
 * Caches the results of token checks, so that the API is asked when a check is due and not at every
 * reconcile of an account. A restart empties the cache, which costs one request per account.
 */
public final class TokenCheckCache {

  private record Check(
      Credentials credentials,
      Optional<String> request,
      AccountReadiness readiness,
      Instant failingSince,
      Instant due) {}

  private final Map<String, Check> byAccount = new ConcurrentHashMap<>();
  private final NextAttempt attempts;
  private final Duration interval;
  private final InstantSource clock;

  /**
   * @param interval the time between checks of a ready account
   */
  public TokenCheckCache(NextAttempt attempts, Duration interval, InstantSource clock) {
    this.attempts = attempts;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * The last result for these credentials, until the next check is due.
   *
   * @param request of a user for a check, if there is one; the result must have answered it
   */
  Optional<CheckResult.Checked> get(
      String account, Credentials credentials, Optional<String> request) {
    Instant now = clock.instant();
    return Optional.ofNullable(byAccount.get(account))
        .filter(check -> check.credentials().equals(credentials))
        .filter(check -> request.isEmpty() || check.request().equals(request))
        .filter(check -> check.due().isAfter(now))
        .map(
            check ->
                new CheckResult.Checked(
                    check.readiness(), Duration.between(now, check.due()), check.request()));
  }

  /** Whether the last check was made with other credentials. */
  boolean isNew(String account, Credentials credentials) {
    return Optional.ofNullable(byAccount.get(account))
        .filter(check -> !check.credentials().equals(credentials))
        .isPresent();
  }

  /**
   * Adds the result of a check.
   *
   * @param found decides when the next check is due
   * @param readiness the readiness to report until then
   * @param request of a user that the check has answered, if there is one
   */
  CheckResult.Checked put(
      String account,
      Credentials credentials,
      AccountReadiness found,
      AccountReadiness readiness,
      Optional<String> request) {
    Instant now = clock.instant();
    Instant failingSince =
        Optional.ofNullable(byAccount.get(account))
            .filter(check -> check.credentials().equals(credentials))
            .filter(_ -> found.reason() != AccountReason.AUTHENTICATED)
            .map(Check::failingSince)
            .orElse(now);
    Duration next =
        attempts.after(
            found,
            Duration.between(failingSince, now),
            interval,
            ThreadLocalRandom.current().nextDouble());
    byAccount.put(
        account, new Check(credentials, request, readiness, failingSince, now.plus(next)));
    return new CheckResult.Checked(readiness, next, request);
  }

  void forget(String account) {
    byAccount.remove(account);
  }

  /** The number of accounts in the cache. */
  int size() {
    return byAccount.size();
  }
}
