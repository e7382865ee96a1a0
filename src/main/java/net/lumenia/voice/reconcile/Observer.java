package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
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
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.gate.Entry;
import net.lumenia.voice.lumenia.gate.Gate;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.lumenia.gate.Pass;
import net.lumenia.voice.lumenia.gate.Priority;
import net.lumenia.voice.lumenia.gate.Visitor;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/**
 * The first step of a reconcile: looks, and changes nothing. The first reason that holds wins:
 * InvalidSpec, AccountNotFound, AccountNotReady, then what the API says.
 */
final class Observer {

  private final AccountResolver resolver;
  private final Gates gates;
  private final Catalogs catalogs;
  private final Turns<VoiceAssistant> turns;
  private final ResyncPolicy resyncs;

  Observer(
      AccountResolver resolver,
      Gates gates,
      Catalogs catalogs,
      Turns<VoiceAssistant> turns,
      ResyncPolicy resyncs) {
    this.resolver = resolver;
    this.gates = gates;
    this.catalogs = catalogs;
    this.turns = turns;
    this.resyncs = resyncs;
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
        .orElseGet(() -> accountNotFound(resource, declaration));
  }

  private Observation accountNotFound(VoiceAssistant resource, Declaration declaration) {
    gates.forget(References.account(resource));
    return blocked(
        declaration,
        Reason.ACCOUNT_NOT_FOUND,
        "there is no LumeniaAccount %s in namespace %s; create it, or name another one in spec.accountRef.name"
            .formatted(declaration.accountName(), resource.getMetadata().getNamespace()));
  }

  private Observation enterAccount(
      VoiceAssistant resource,
      Declaration declaration,
      LumeniaAccount account,
      AccountDirectory directory) {
    return switch (account.decodeSpec()) {
      // Its status may be impossible to write, so it is not waited for.
      case Decoded.Invalid<LumeniaAccountSpec> _ ->
          accountNotReady(declaration, AccountReason.INVALID_SPEC.text());
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) ->
          isExamined(account)
              ? useAccount(resource, declaration, account, spec, directory)
              : new Observation.AwaitingAccount();
    };
  }

  private static boolean isExamined(LumeniaAccount account) {
    LumeniaAccountStatus status = account.decodeStatus();
    return ready(status).isPresent()
        && Objects.equals(status.observedGeneration(), account.getMetadata().getGeneration());
  }

  private static Optional<Condition> ready(LumeniaAccountStatus status) {
    return Conditions.find(status.conditions(), Conditions.READY);
  }

  private AccountAccess access(
      LumeniaAccount account, LumeniaAccountSpec spec, AccountDirectory directory) {
    return directory
        .secret(account.getMetadata().getNamespace(), spec.tokenSecretRef().name())
        .map(secret -> resolver.resolve(spec, secret))
        .orElseGet(() -> AccountResolver.secretNotFound(spec));
  }

  /** What the account's own status says comes first: it knows why. */
  private Observation useAccount(
      VoiceAssistant resource,
      Declaration declaration,
      LumeniaAccount account,
      LumeniaAccountSpec spec,
      AccountDirectory directory) {
    Condition ready = ready(account.decodeStatus()).orElseThrow();
    if (!ready.status().equals("True")) {
      return accountNotReady(declaration, ready.reason());
    }
    return switch (access(account, spec, directory)) {
      case AccountAccess.Refused refused -> accountNotReady(declaration, refused.reason().text());
      case AccountAccess.Usable(Credentials credentials) ->
          enter(
              resource,
              declaration,
              gates.gate(References.key(account), credentials, AccountResolver.limits(spec)));
    };
  }

  private Observation enter(VoiceAssistant resource, Declaration declaration, Gate gate) {
    return switch (gate.enter(visitor(resource, declaration))) {
      case Entry.Admitted(Pass pass) -> look(resource, declaration, pass);
      case Entry.Waiting _ -> new Observation.AwaitingTurn();
      case Entry.Shut(ApiFailure why) ->
          new Observation.Blocked(
              Optional.of(declaration),
              FailureClassifier.problem(why).after(resyncs.wanted(Optional.of(declaration))));
    };
  }

  private Visitor visitor(VoiceAssistant resource, Declaration declaration) {
    boolean change =
        Memory.isChangePending(
            resource.decodeStatus(), declaration.config(), declaration.rules().permission());
    ResourceID id = ResourceID.fromResource(resource);
    return new Visitor(
        "VoiceAssistant " + References.key(resource),
        change ? Priority.CHANGE : Priority.RESYNC,
        resyncs.wanted(Optional.of(declaration)),
        () -> turns.call(id));
  }

  private Observation look(VoiceAssistant resource, Declaration declaration, Pass pass) {
    return switch (pass.getAssistant(declaration.workspace().text())) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant live) ->
          new Observation.Observed(resource, declaration, pass, live, catalogs.current(pass));
      case ApiResult.Failure<LiveAssistant>(var failure) -> {
        pass.close();
        yield new Observation.Blocked(Optional.of(declaration), FailureClassifier.problem(failure));
      }
    };
  }

  /** The same, with a catalogue that has what was added a minute ago. */
  Observation.Observed withNewerCatalog(Observation.Observed seen) {
    return seen.judgedBy(catalogs.newer(seen.pass()));
  }

  /** Without the account's own sentence: it may change with every attempt, for every assistant. */
  private static Observation accountNotReady(Declaration declaration, String reason) {
    String account = declaration.accountName();
    return blocked(
        declaration,
        Reason.ACCOUNT_NOT_READY,
        "LumeniaAccount %s is not ready: %s; kubectl describe lacc %s tells what to do"
            .formatted(account, reason, account));
  }

  private static Observation blocked(Declaration declaration, Reason reason, String message) {
    return new Observation.Blocked(Optional.of(declaration), new Problem(reason, message));
  }
}
