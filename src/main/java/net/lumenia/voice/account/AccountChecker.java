package net.lumenia.voice.account;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import net.lumenia.voice.catalog.CatalogReading;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.cache.MetadataProbe;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Authenticated;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.Admission;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.BackoffInput;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.NextAttempt;

/** Finds out whether an account can be used. It asks the API last, and only where it may. */
public final class AccountChecker {

  private final AccountResolver resolver;
  private final MetadataProbe probe;
  private final AccountLimiters limiters;
  private final Catalogs catalogs;
  private final Requeuer<LumeniaAccount> requeuer;
  private final TokenCheckCache checks;
  private final Duration interval;
  private final InstantSource clock;

  /**
   * @param interval how often an account without trouble is examined
   * @param clock as that of the times in status
   */
  public AccountChecker(
      AccountResolver resolver,
      MetadataProbe probe,
      AccountLimiters limiters,
      Catalogs catalogs,
      Requeuer<LumeniaAccount> requeuer,
      TokenCheckCache checks,
      Duration interval,
      InstantSource clock) {
    this.resolver = resolver;
    this.probe = probe;
    this.limiters = limiters;
    this.catalogs = catalogs;
    this.requeuer = requeuer;
    this.checks = checks;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * @param lister has the tokens
   */
  CheckResult check(LumeniaAccount account, AccountLister lister) {
    try {
      return read(account, lister);
    } catch (RuntimeException e) {
      limiters.withdraw(callerId(References.key(account)));
      throw e;
    }
  }

  private static String callerId(String account) {
    return "LumeniaAccount " + account;
  }

  private CheckResult read(LumeniaAccount account, AccountLister lister) {
    return switch (account.decodeSpec()) {
      case Decoded.Invalid<LumeniaAccountSpec>(String path, String problem) ->
          refused(account, new AccountReadiness(AccountReason.INVALID_SPEC, path + ": " + problem));
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) ->
          resolver
              .refusal(spec)
              .map(refusal -> refused(account, verdict(refusal)))
              .orElseGet(() -> checkSecret(account, spec, lister));
    };
  }

  private CheckResult checkSecret(
      LumeniaAccount account, LumeniaAccountSpec spec, AccountLister lister) {
    String namespace = account.getMetadata().getNamespace();
    String name = spec.tokenSecretRef().name();
    Optional<TokenEntry> token = lister.token(namespace, spec.tokenSecretRef());
    if (token.isEmpty()) {
      return refused(account, withoutSecret(spec, namespace, name));
    }
    return switch (resolver.resolve(spec, token.get())) {
      case AccountAccess.Refused refusal -> refused(account, verdict(refusal));
      case AccountAccess.Usable(Credentials credentials) -> askIfDue(account, spec, credentials);
    };
  }

  private AccountReadiness withoutSecret(LumeniaAccountSpec spec, String namespace, String name) {
    return probe.exists("secrets", namespace, name)
        ? new AccountReadiness(
            AccountReason.SECRET_NOT_LABELLED,
            "Secret %s lacks its owner's consent; label it: kubectl -n %s label secret %s %s"
                .formatted(name, namespace, name, AccountResolver.CREDENTIALS_LABEL))
        : verdict(AccountResolver.secretNotFound(spec));
  }

  private CheckResult askIfDue(
      LumeniaAccount account, LumeniaAccountSpec spec, Credentials credentials) {
    String key = References.key(account);
    AccountLimiter limiter = limiters.limiter(key, credentials, AccountResolver.limits(spec));
    catalogs.recall(limiter, account.decodeStatus());
    Optional<CheckResult.Concluded> known = checks.recall(key, credentials);
    if (known.isPresent()) {
      limiters.withdraw(callerId(key));
      return known.get();
    }
    ResourceID id = ResourceID.fromResource(account);
    var caller = new Caller(callerId(key), Priority.CHANGE, interval, () -> requeuer.now(id));
    return switch (limiter.enter(caller)) {
      case Admission.Queued _ -> new CheckResult.Queued();
      case Admission.Paused(ApiFailure why) ->
          concluded(account, credentials, FailureClassifier.verdict(why));
      case Admission.Admitted(Permit permit) -> concluded(account, credentials, ask(permit));
    };
  }

  private AccountReadiness ask(Permit permit) {
    try (permit) {
      return switch (permit.verifyToken()) {
        case ApiResult.Success<Authenticated> _ -> accepted(permit);
        case ApiResult.Failure<Authenticated>(var failure) -> FailureClassifier.verdict(failure);
      };
    }
  }

  private AccountReadiness accepted(Permit permit) {
    return accepted(permit.credentials().endpoint(), catalogs.current(permit));
  }

  /**
   * What an account whose token is accepted is: ready, even if its catalog can't be read, unless
   * the API refuses that for this account. The message stays the same as long as an outage lasts.
   */
  static AccountReadiness accepted(AccountEndpoint endpoint, CatalogReading catalog) {
    String accepts = "The API at %s accepts the token".formatted(endpoint.baseUrl());
    return switch (catalog) {
      case CatalogReading.Known _ -> new AccountReadiness(AccountReason.AUTHENTICATED, accepts);
      case CatalogReading.Outdated(_, _, ApiFailure.Forbidden why) -> forbidden(why);
      case CatalogReading.Unknown(ApiFailure.Forbidden why, _) -> forbidden(why);
      case CatalogReading.Outdated(_, Instant time, ApiFailure why) ->
          new AccountReadiness(
              AccountReason.AUTHENTICATED,
              "%s; its catalog cannot be read again, so values are compared with the one that was read at %s: %s"
                  .formatted(accepts, CatalogReading.shown(time), why.message()));
      case CatalogReading.Unknown(ApiFailure why, _) ->
          new AccountReadiness(
              AccountReason.AUTHENTICATED,
              "%s; values are not compared with its catalog before they are sent, because that cannot be read: %s"
                  .formatted(accepts, why.message()));
    };
  }

  private static AccountReadiness forbidden(ApiFailure.Forbidden why) {
    return new AccountReadiness(AccountReason.FORBIDDEN, why.message());
  }

  /** A look that could not be made says nothing about a key that was accepted before. */
  private CheckResult concluded(
      LumeniaAccount account, Credentials credentials, AccountReadiness found) {
    String key = References.key(account);
    AccountReadiness verdict =
        checks.isNew(key, credentials)
            ? found
            : found.orLastVerdict(account.decodeStatus(), account.getMetadata().getGeneration());
    return checks.remember(key, credentials, found, verdict);
  }

  /** The account is gone, and with it its token. */
  void forget(String account) {
    limiters.forget(account);
    limiters.withdraw(callerId(account));
    checks.forget(account);
  }

  /** The API was not asked. */
  private CheckResult refused(LumeniaAccount account, AccountReadiness verdict) {
    String key = References.key(account);
    limiters.forget(key);
    limiters.withdraw(callerId(key));
    var conditions = account.decodeStatus().conditions();
    Duration failing =
        Conditions.find(conditions, Conditions.READY)
            .filter(ready -> ready.status().equals("False"))
            .flatMap(_ -> Conditions.since(conditions, Conditions.READY))
            .map(since -> BackoffInput.elapsed(since, clock.instant()))
            .orElse(Duration.ZERO);
    return new CheckResult.Concluded(
        verdict,
        NextAttempt.after(verdict, failing, interval, ThreadLocalRandom.current().nextDouble()));
  }

  private static AccountReadiness verdict(AccountAccess.Refused refused) {
    return new AccountReadiness(refused.reason(), refused.message());
  }
}
