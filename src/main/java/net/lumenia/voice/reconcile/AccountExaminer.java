package net.lumenia.voice.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Authenticated;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Endpoint;
import net.lumenia.voice.lumenia.gate.Entry;
import net.lumenia.voice.lumenia.gate.Gate;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.lumenia.gate.Pass;
import net.lumenia.voice.lumenia.gate.Priority;
import net.lumenia.voice.lumenia.gate.Visitor;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.AccountVerdict;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.NextAttempt;
import net.lumenia.voice.status.Progress;

/** Finds out whether an account can be used. It asks the API last, and only where it may. */
final class AccountExaminer {

  private final AccountResolver resolver;
  private final MetadataProbe probe;
  private final Gates gates;
  private final Catalogs catalogs;
  private final Requeuer<LumeniaAccount> requeuer;
  private final KeyChecks checks;
  private final Duration interval;
  private final InstantSource clock;

  /**
   * @param interval how often an account without trouble is examined
   * @param clock as that of the times in status
   */
  AccountExaminer(
      AccountResolver resolver,
      MetadataProbe probe,
      Gates gates,
      Catalogs catalogs,
      Requeuer<LumeniaAccount> requeuer,
      KeyChecks checks,
      Duration interval,
      InstantSource clock) {
    this.resolver = resolver;
    this.probe = probe;
    this.gates = gates;
    this.catalogs = catalogs;
    this.requeuer = requeuer;
    this.checks = checks;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * @param directory has the tokens
   */
  Examination examine(LumeniaAccount account, AccountDirectory directory) {
    try {
      return read(account, directory);
    } catch (RuntimeException e) {
      gates.withdraw(callerId(References.key(account)));
      throw e;
    }
  }

  private static String callerId(String account) {
    return "LumeniaAccount " + account;
  }

  private Examination read(LumeniaAccount account, AccountDirectory directory) {
    return switch (account.decodeSpec()) {
      case Decoded.Invalid<LumeniaAccountSpec>(String path, String problem) ->
          refused(account, new AccountVerdict(AccountReason.INVALID_SPEC, path + ": " + problem));
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) ->
          resolver
              .refusal(spec)
              .map(refusal -> refused(account, verdict(refusal)))
              .orElseGet(() -> examineSecret(account, spec, directory));
    };
  }

  private Examination examineSecret(
      LumeniaAccount account, LumeniaAccountSpec spec, AccountDirectory directory) {
    String namespace = account.getMetadata().getNamespace();
    String name = spec.tokenSecretRef().name();
    Optional<TokenEntry> token = directory.token(namespace, spec.tokenSecretRef());
    if (token.isEmpty()) {
      return refused(account, withoutSecret(spec, namespace, name));
    }
    return switch (resolver.resolve(spec, token.get())) {
      case AccountAccess.Refused refusal -> refused(account, verdict(refusal));
      case AccountAccess.Usable(Credentials credentials) -> askIfDue(account, spec, credentials);
    };
  }

  private AccountVerdict withoutSecret(LumeniaAccountSpec spec, String namespace, String name) {
    return probe.exists("secrets", namespace, name)
        ? new AccountVerdict(
            AccountReason.SECRET_NOT_LABELLED,
            "Secret %s lacks its owner's consent; label it: kubectl -n %s label secret %s %s"
                .formatted(name, namespace, name, AccountResolver.CREDENTIALS_LABEL))
        : verdict(AccountResolver.secretNotFound(spec));
  }

  private Examination askIfDue(
      LumeniaAccount account, LumeniaAccountSpec spec, Credentials credentials) {
    String key = References.key(account);
    Gate gate = gates.gate(key, credentials, AccountResolver.limits(spec));
    catalogs.recall(gate, account.decodeStatus());
    Optional<Examination.Concluded> known = checks.recall(key, credentials);
    if (known.isPresent()) {
      gates.withdraw(callerId(key));
      return known.get();
    }
    ResourceID id = ResourceID.fromResource(account);
    var visitor = new Visitor(callerId(key), Priority.CHANGE, interval, () -> requeuer.now(id));
    return switch (gate.enter(visitor)) {
      case Entry.Waiting _ -> new Examination.AwaitingTurn();
      case Entry.Shut(ApiFailure why) ->
          concluded(account, credentials, FailureClassifier.verdict(why));
      case Entry.Admitted(Pass pass) -> concluded(account, credentials, ask(pass));
    };
  }

  private AccountVerdict ask(Pass pass) {
    try (pass) {
      return switch (pass.verifyKey()) {
        case ApiResult.Success<Authenticated> _ -> accepted(pass);
        case ApiResult.Failure<Authenticated>(var failure) -> FailureClassifier.verdict(failure);
      };
    }
  }

  private AccountVerdict accepted(Pass pass) {
    return accepted(pass.credentials().endpoint(), catalogs.current(pass));
  }

  /**
   * What an account whose token is accepted is: ready, even if its catalog can't be read, unless
   * the API refuses that for this account. The message stays the same as long as an outage lasts.
   */
  static AccountVerdict accepted(Endpoint endpoint, CatalogReading catalog) {
    String accepts = "The API at %s accepts the token".formatted(endpoint.baseUrl());
    return switch (catalog) {
      case CatalogReading.Known _ -> new AccountVerdict(AccountReason.AUTHENTICATED, accepts);
      case CatalogReading.Outdated(_, _, ApiFailure.Forbidden why) -> forbidden(why);
      case CatalogReading.Unknown(ApiFailure.Forbidden why, _) -> forbidden(why);
      case CatalogReading.Outdated(_, Instant time, ApiFailure why) ->
          new AccountVerdict(
              AccountReason.AUTHENTICATED,
              "%s; its catalog cannot be read again, so values are compared with the one that was read at %s: %s"
                  .formatted(accepts, CatalogReading.shown(time), why.message()));
      case CatalogReading.Unknown(ApiFailure why, _) ->
          new AccountVerdict(
              AccountReason.AUTHENTICATED,
              "%s; values are not compared with its catalog before they are sent, because that cannot be read: %s"
                  .formatted(accepts, why.message()));
    };
  }

  private static AccountVerdict forbidden(ApiFailure.Forbidden why) {
    return new AccountVerdict(AccountReason.FORBIDDEN, why.message());
  }

  /** A look that could not be made says nothing about a key that was accepted before. */
  private Examination concluded(
      LumeniaAccount account, Credentials credentials, AccountVerdict found) {
    String key = References.key(account);
    AccountVerdict verdict =
        checks.isNew(key, credentials)
            ? found
            : found.inTheLightOf(account.decodeStatus(), account.getMetadata().getGeneration());
    return checks.remember(key, credentials, found, verdict);
  }

  /** The account is gone, and with it its token. */
  void forget(String account) {
    gates.forget(account);
    gates.withdraw(callerId(account));
    checks.forget(account);
  }

  /** The API was not asked. */
  private Examination refused(LumeniaAccount account, AccountVerdict verdict) {
    String key = References.key(account);
    gates.forget(key);
    gates.withdraw(callerId(key));
    var conditions = account.decodeStatus().conditions();
    Duration failing =
        Conditions.find(conditions, Conditions.READY)
            .filter(ready -> ready.status().equals("False"))
            .flatMap(_ -> Conditions.since(conditions, Conditions.READY))
            .map(since -> Progress.elapsed(since, clock.instant()))
            .orElse(Duration.ZERO);
    return new Examination.Concluded(
        verdict,
        NextAttempt.after(verdict, failing, interval, ThreadLocalRandom.current().nextDouble()));
  }

  private static AccountVerdict verdict(AccountAccess.Refused refused) {
    return new AccountVerdict(refused.reason(), refused.message());
  }
}
