package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/**
 * The first step of a reconcile: looks, and changes nothing. The first reason that holds wins:
 * InvalidSpec, AccountNotFound, AccountNotReady, then what the API says.
 */
final class Observer {

  private final AccountResolver resolver;
  private final LumeniaClient client;

  Observer(AccountResolver resolver, LumeniaClient client) {
    this.resolver = resolver;
    this.client = client;
  }

  Observation observe(VoiceAssistant resource, AccountDirectory directory) {
    return switch (SpecReader.read(resource.decodeSpec())) {
      case SpecReading.Unusable(List<Violation> violations) -> invalidSpec(violations);
      case SpecReading.Usable(Declaration declaration) ->
          findAccount(resource, declaration, directory);
    };
  }

  private static Observation invalidSpec(List<Violation> violations) {
    String message = violations.stream().map(Violation::toString).collect(joining("; "));
    return new Observation.Blocked(Optional.empty(), new Problem(Reason.INVALID_SPEC, message));
  }

  private Observation findAccount(
      VoiceAssistant resource, Declaration declaration, AccountDirectory directory) {
    String namespace = resource.getMetadata().getNamespace();
    return directory
        .account(namespace, declaration.accountName())
        .map(account -> enterAccount(resource, declaration, account, directory))
        .orElseGet(
            () ->
                blocked(
                    declaration,
                    Reason.ACCOUNT_NOT_FOUND,
                    "there is no LumeniaAccount %s in namespace %s; create it, or name another one in spec.accountRef.name"
                        .formatted(declaration.accountName(), namespace)));
  }

  private Observation enterAccount(
      VoiceAssistant resource,
      Declaration declaration,
      LumeniaAccount account,
      AccountDirectory directory) {
    LumeniaAccountStatus status = account.decodeStatus();
    Optional<Condition> ready = Conditions.find(status.conditions(), Conditions.READY);
    if (ready.isEmpty()
        || !Objects.equals(status.observedGeneration(), account.getMetadata().getGeneration())) {
      return new Observation.AwaitingAccount();
    }
    if (!ready.get().status().equals("True")) {
      return accountNotReady(declaration, ready.get().reason(), ready.get().message());
    }
    return switch (access(account, directory)) {
      case AccountAccess.Refused refused ->
          accountNotReady(declaration, refused.reason().text(), refused.message());
      case AccountAccess.Usable(Credentials credentials) ->
          look(resource, declaration, credentials);
    };
  }

  private AccountAccess access(LumeniaAccount account, AccountDirectory directory) {
    if (!(account.decodeSpec() instanceof Decoded.Valid<LumeniaAccountSpec>(var spec))) {
      throw new IllegalStateException("an account that is ready can be read");
    }
    String namespace = account.getMetadata().getNamespace();
    Optional<Secret> secret = directory.secret(namespace, spec.tokenSecretRef().name());
    return secret
        .map(found -> resolver.resolve(spec, found))
        .orElseGet(() -> AccountResolver.secretNotFound(spec));
  }

  private Observation look(
      VoiceAssistant resource, Declaration declaration, Credentials credentials) {
    return switch (client.getAssistant(credentials, declaration.workspace().text())) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant live) ->
          new Observation.Observed(resource, declaration, credentials, live);
      case ApiResult.Failure<LiveAssistant>(var failure) ->
          new Observation.Blocked(Optional.of(declaration), FailureClassifier.problem(failure));
    };
  }

  private static Observation accountNotReady(
      Declaration declaration, String reason, String message) {
    return blocked(
        declaration,
        Reason.ACCOUNT_NOT_READY,
        "LumeniaAccount %s is not ready: %s: %s"
            .formatted(declaration.accountName(), reason, message));
  }

  private static Observation blocked(Declaration declaration, Reason reason, String message) {
    return new Observation.Blocked(Optional.of(declaration), new Problem(reason, message));
  }
}
