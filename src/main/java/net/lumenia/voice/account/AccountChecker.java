package net.lumenia.voice.account;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
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

/** Checks whether an account can be used: its spec, then its Secret, then the API. */
public final class AccountChecker {

  private final AccountResolver resolver;
  private final BiPredicate<String, String> secretExists;
  private final AccountLimiters limiters;
  private final Catalogs catalogs;
  private final Requeuer<LumeniaAccount> requeuer;
  private final TokenCheckCache checks;
  private final NextAttempt attempts;
  private final Duration interval;
  private final InstantSource clock;

  /**
   * @param secretExists whether the namespace has a Secret of this name, with or without the label
   * @param interval the time between checks of a ready account
   * @param clock the wall clock, for times in status
   */
  public AccountChecker(
      AccountResolver resolver,
      BiPredicate<String, String> secretExists,
      AccountLimiters limiters,
      Catalogs catalogs,
      Requeuer<LumeniaAccount> requeuer,
      TokenCheckCache checks,
      NextAttempt attempts,
      Duration interval,
      InstantSource clock) {
    this.resolver = resolver;
    this.secretExists = secretExists;
    this.limiters = limiters;
    this.catalogs = catalogs;
    this.requeuer = requeuer;
    this.checks = checks;
    this.attempts = attempts;
    this.interval = interval;
    this.clock = clock;
  }

  CheckResult check(LumeniaAccount account, TokenLister tokens) {
    try {
      return checkSpec(account, tokens);
    } catch (RuntimeException e) {
      limiters.withdraw(callerId(References.key(account)));
      throw e;
    }
  }

  private static String callerId(String account) {
    return "LumeniaAccount " + account;
  }

  private CheckResult checkSpec(LumeniaAccount account, TokenLister tokens) {
    return switch (account.decodeSpec()) {
      case Decoded.Invalid<LumeniaAccountSpec>(String path, String problem) ->
          refused(account, new AccountReadiness(AccountReason.INVALID_SPEC, path + ": " + problem));
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) ->
          resolver
              .refusal(spec)
              .map(readiness -> refused(account, readiness))
              .orElseGet(() -> checkSecret(account, spec, tokens));
    };
  }

  private CheckResult checkSecret(
      LumeniaAccount account, LumeniaAccountSpec spec, TokenLister tokens) {
    String namespace = account.getMetadata().getNamespace();
    Optional<TokenEntry> token = tokens.token(namespace, spec.tokenSecretRef());
    if (token.isEmpty()) {
      return refused(account, withoutToken(spec, namespace));
    }
    return switch (resolver.resolve(spec, token.get())) {
      case AccountAccess.Refused(AccountReadiness why) -> refused(account, why);
      case AccountAccess.Usable(Credentials credentials) ->
          checkTokenIfDue(account, spec, credentials);
    };
  }

  private AccountReadiness withoutToken(LumeniaAccountSpec spec, String namespace) {
    String name = spec.tokenSecretRef().name();
    return secretExists.test(namespace, name)
        ? new AccountReadiness(
            AccountReason.SECRET_NOT_LABELLED,
            "Secret %s lacks its owner's consent; label it: kubectl -n %s label secret %s %s"
                .formatted(name, namespace, name, AccountResolver.CREDENTIALS_LABEL))
        : AccountResolver.secretNotFound(spec);
  }

  private CheckResult checkTokenIfDue(
      LumeniaAccount account, LumeniaAccountSpec spec, Credentials credentials) {
    String key = References.key(account);
    AccountLimiter limiter = limiters.limiter(key, credentials, AccountResolver.limits(spec));
    catalogs.restore(limiter, account.decodeStatus());
    Optional<String> request = ReconcileAnnotation.of(account);
    Optional<CheckResult.Checked> cached = checks.get(key, credentials, request);
    if (cached.isPresent()) {
      limiters.withdraw(callerId(key));
      return cached.get();
    }
    ResourceID id = ResourceID.fromResource(account);
    var caller = new Caller(callerId(key), Priority.CHANGE, interval, () -> requeuer.now(id));
    return switch (limiter.tryAcquire(caller)) {
      case Admission.Queued _ -> new CheckResult.Queued();
      // No check was made, so a request that is not done stays.
      case Admission.Paused(ApiFailure why) ->
          checked(
              account,
              credentials,
              FailureClassifier.readiness(why),
              request.filter(_ -> !isRequested(account)));
      case Admission.Admitted(Permit permit) ->
          checked(account, credentials, checkToken(permit, isRequested(account)), request);
    };
  }

  private static boolean isRequested(LumeniaAccount account) {
    return ReconcileAnnotation.unhandled(account, account.decodeStatus().lastHandledReconcileAt())
        .isPresent();
  }

  /**
   * Verifies the token and reads the catalog.
   *
   * @param isRequested whether a user asks for a check, so that a cached catalog is not enough
   */
  private AccountReadiness checkToken(Permit permit, boolean isRequested) {
    try (permit) {
      return switch (permit.verifyToken()) {
        case ApiResult.Success<Authenticated> _ ->
            accepted(
                permit.credentials().endpoint(),
                isRequested ? catalogs.refreshed(permit) : catalogs.current(permit));
        case ApiResult.Failure<Authenticated>(var failure) -> FailureClassifier.readiness(failure);
      };
    }
  }

  /**
   * The readiness of an account whose token the API accepts: ready even without a catalog, unless
   * the API forbids this account to read it. The message does not change during an outage.
   */
  static AccountReadiness accepted(AccountEndpoint endpoint, CatalogState catalog) {
    String accepts = "The API at %s accepts the token".formatted(endpoint.baseUrl());
    return switch (catalog) {
      case CatalogState.Current _ -> new AccountReadiness(AccountReason.AUTHENTICATED, accepts);
      case CatalogState.Stale(_, _, ApiFailure.Forbidden why) -> forbidden(why);
      case CatalogState.Unavailable(ApiFailure.Forbidden why, _) -> forbidden(why);
      case CatalogState.Stale(_, Instant time, ApiFailure why) ->
          new AccountReadiness(
              AccountReason.AUTHENTICATED,
              "%s; its catalog cannot be read again, so values are checked against the catalog of %s: %s"
                  .formatted(accepts, CatalogState.format(time), why.message()));
      case CatalogState.Unavailable(ApiFailure why, _) ->
          new AccountReadiness(
              AccountReason.AUTHENTICATED,
              "%s; its catalog cannot be read, so only the API validates values: %s"
                  .formatted(accepts, why.message()));
    };
  }

  private static AccountReadiness forbidden(ApiFailure.Forbidden why) {
    return new AccountReadiness(AccountReason.FORBIDDEN, why.message());
  }

  /** A check that could not be made does not change what is known about the same token. */
  private CheckResult checked(
      LumeniaAccount account,
      Credentials credentials,
      AccountReadiness found,
      Optional<String> request) {
    String key = References.key(account);
    AccountReadiness readiness =
        checks.isNew(key, credentials)
            ? found
            : found.orLastVerdict(account.decodeStatus(), account.getMetadata().getGeneration());
    return checks.put(key, credentials, found, readiness, request);
  }

  /** Drops everything that is in memory for a deleted account, including its token. */
  void forget(String account) {
    limiters.forget(account);
    release(account);
  }

  /** Drops what its checks keep of an account that another process checks from now on. */
  void release(String account) {
    limiters.withdraw(callerId(account));
    checks.forget(account);
  }

  /** The result for an account without usable credentials, for which the API is not asked. */
  private CheckResult refused(LumeniaAccount account, AccountReadiness readiness) {
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
    return new CheckResult.Checked(
        readiness,
        attempts.after(readiness, failing, interval, ThreadLocalRandom.current().nextDouble()),
        ReconcileAnnotation.of(account));
  }
}
