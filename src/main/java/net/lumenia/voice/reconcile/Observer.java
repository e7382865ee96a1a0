package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.account.AccountAccess;
import net.lumenia.voice.account.AccountResolver;
import net.lumenia.voice.account.FailureClassifier;
import net.lumenia.voice.account.WorkspaceClaim;
import net.lumenia.voice.account.WorkspaceOwners;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.Admission;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/**
 * The first step of a reconcile: looks, and changes nothing. The first reason that holds wins:
 * InvalidSpec, WorkspaceConflict, AccountNotFound, AccountNotReady, PromptUnavailable, then what
 * the API says.
 */
final class Observer {

  private final AccountResolver resolver;
  private final PromptResolver prompts;
  private final WorkspaceOwners owners;
  private final AccountLimiters limiters;
  private final Catalogs catalogs;
  private final Requeuer<VoiceAssistant> requeuer;
  private final ResyncPolicy resyncs;

  Observer(
      AccountResolver resolver,
      PromptResolver prompts,
      WorkspaceOwners owners,
      AccountLimiters limiters,
      Catalogs catalogs,
      Requeuer<VoiceAssistant> requeuer,
      ResyncPolicy resyncs) {
    this.resolver = resolver;
    this.prompts = prompts;
    this.owners = owners;
    this.limiters = limiters;
    this.catalogs = catalogs;
    this.requeuer = requeuer;
    this.resyncs = resyncs;
  }

  /** A resource on its way to the API. */
  private record Visit(VoiceAssistant resource, DesiredState desiredState, AssistantLister lister) {

    Visit with(DesiredState complete) {
      return new Visit(resource, complete, lister);
    }

    String namespace() {
      return resource.getMetadata().getNamespace();
    }

    Observation blocked(Problem problem) {
      return new Observation.Blocked(Optional.of(desiredState), problem);
    }

    Observation blocked(Reason reason, String message) {
      return blocked(new Problem(reason, message));
    }

    /**
     * Without the account's own sentence: it may change with every attempt, for every assistant.
     */
    Observation accountNotReady(String reason) {
      String account = desiredState.accountName();
      return blocked(
          Reason.ACCOUNT_NOT_READY,
          "LumeniaAccount %s is not ready: %s; kubectl describe lacc %s tells what to do"
              .formatted(account, reason, account));
    }
  }

  /** What ends before it reaches the account's gate keeps no place there. */
  Observation observe(VoiceAssistant resource, AssistantLister lister) {
    boolean reachedLimiter = false;
    try {
      Observation observation = read(resource, lister);
      reachedLimiter =
          switch (observation) {
            case Observation.Observed _, Observation.Paused _, Observation.Queued _ -> true;
            case Observation.Blocked _, Observation.AwaitingAccount _ -> false;
          };
      return observation;
    } finally {
      if (!reachedLimiter) {
        withdraw(References.key(resource));
      }
    }
  }

  /**
   * The resource has no use for a place at a gate.
   *
   * @param resource its key
   */
  void withdraw(String resource) {
    limiters.withdraw(callerId(resource));
  }

  private static String callerId(String resource) {
    return "VoiceAssistant " + resource;
  }

  private Observation read(VoiceAssistant resource, AssistantLister lister) {
    return switch (SpecReader.read(resource.decodeSpec())) {
      case SpecReading.Unusable(List<Violation> violations) -> invalidSpec(violations);
      case SpecReading.Usable(DesiredState desiredState) ->
          claimWorkspace(new Visit(resource, desiredState, lister));
    };
  }

  private static Observation invalidSpec(List<Violation> violations) {
    String message = violations.stream().map(Violation::toString).collect(joining("; "));
    return new Observation.Blocked(Optional.empty(), new Problem(Reason.INVALID_SPEC, message));
  }

  private Observation claimWorkspace(Visit visit) {
    if (References.isObserving(visit.resource())) {
      return findAccount(visit);
    }
    return owners
        .owner(WorkspaceClaim.of(visit.resource(), visit.desiredState()), account(visit))
        .map(
            owner ->
                visit.blocked(
                    Reason.WORKSPACE_CONFLICT,
                    "the workspace belongs to VoiceAssistant %s, which is older; delete one of the two, or give this one mode: Observe; it takes over by itself when the other one goes"
                        .formatted(owner)))
        .orElseGet(() -> findAccount(visit));
  }

  private static Optional<LumeniaAccount> account(Visit visit) {
    return visit.lister().account(visit.namespace(), visit.desiredState().accountName());
  }

  private Observation findAccount(Visit visit) {
    return account(visit)
        .map(account -> enterAccount(visit, account))
        .orElseGet(() -> accountNotFound(visit));
  }

  private Observation accountNotFound(Visit visit) {
    limiters.forget(References.account(visit.resource()));
    return visit.blocked(
        Reason.ACCOUNT_NOT_FOUND,
        "there is no LumeniaAccount %s in namespace %s; create it, or name another one in spec.accountRef.name"
            .formatted(visit.desiredState().accountName(), visit.namespace()));
  }

  private Observation enterAccount(Visit visit, LumeniaAccount account) {
    return switch (account.decodeSpec()) {
      // Its status may be impossible to write, so it is not waited for.
      case Decoded.Invalid<LumeniaAccountSpec> _ ->
          visit.accountNotReady(AccountReason.INVALID_SPEC.text());
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) ->
          isChecked(account) ? useAccount(visit, account, spec) : new Observation.AwaitingAccount();
    };
  }

  private static boolean isChecked(LumeniaAccount account) {
    LumeniaAccountStatus status = account.decodeStatus();
    return ready(status).isPresent()
        && Objects.equals(status.observedGeneration(), account.getMetadata().getGeneration());
  }

  private static Optional<Condition> ready(LumeniaAccountStatus status) {
    return Conditions.find(status.conditions(), Conditions.READY);
  }

  /** What the account's own status says comes first: it knows why. */
  private Observation useAccount(Visit visit, LumeniaAccount account, LumeniaAccountSpec spec) {
    Condition ready = ready(account.decodeStatus()).orElseThrow();
    if (!ready.status().equals("True")) {
      return visit.accountNotReady(ready.reason());
    }
    return switch (access(visit, spec)) {
      case AccountAccess.Refused(var why) -> visit.accountNotReady(why.reason().text());
      case AccountAccess.Usable(Credentials credentials) -> {
        AccountLimiter limiter =
            limiters.limiter(References.key(account), credentials, AccountResolver.limits(spec));
        catalogs.restore(limiter, account.decodeStatus());
        yield completePrompt(visit, limiter);
      }
    };
  }

  private AccountAccess access(Visit visit, LumeniaAccountSpec spec) {
    return visit
        .lister()
        .token(visit.namespace(), spec.tokenSecretRef())
        .map(token -> resolver.resolve(spec, token))
        .orElseGet(() -> new AccountAccess.Refused(AccountResolver.secretNotFound(spec)));
  }

  private Observation completePrompt(Visit visit, AccountLimiter limiter) {
    Optional<ConfigMapKeyRef> reference = visit.desiredState().promptFrom();
    if (reference.isEmpty()) {
      return enter(visit, limiter, Optional.empty());
    }
    return switch (prompts.resolve(visit.namespace(), reference.get(), visit.lister())) {
      case Prompt.Unavailable(String message) -> visit.blocked(Reason.PROMPT_UNAVAILABLE, message);
      case Prompt.Found(String text, Prompt.Source source) ->
          enter(visit.with(visit.desiredState().withPrompt(text)), limiter, Optional.of(source));
    };
  }

  private Observation enter(Visit visit, AccountLimiter limiter, Optional<Prompt.Source> prompt) {
    Duration interval = resyncs.wanted(Optional.of(visit.desiredState()));
    return switch (limiter.tryAcquire(caller(visit, interval))) {
      case Admission.Admitted(Permit permit) -> report(visit, permit, prompt);
      case Admission.Queued _ -> new Observation.Queued();
      case Admission.Paused(ApiFailure why) ->
          new Observation.Paused(
              visit.desiredState(), FailureClassifier.problem(why).after(interval));
    };
  }

  private Caller caller(Visit visit, Duration interval) {
    VoiceAssistant resource = visit.resource();
    boolean change =
        Memory.isChangePending(
            resource.decodeStatus(),
            visit.desiredState().config(),
            visit.desiredState().rules().permission());
    ResourceID id = ResourceID.fromResource(resource);
    return new Caller(
        callerId(References.key(resource)),
        change ? Priority.CHANGE : Priority.RESYNC,
        interval,
        () -> requeuer.now(id));
  }

  /** Whoever gets an observation closes its pass; without one it is closed here. */
  private Observation report(Visit visit, Permit permit, Optional<Prompt.Source> prompt) {
    boolean handedOn = false;
    try {
      Observation observation = ask(visit, permit, prompt);
      handedOn = observation instanceof Observation.Observed;
      return observation;
    } finally {
      if (!handedOn) {
        permit.close();
      }
    }
  }

  private Observation ask(Visit visit, Permit permit, Optional<Prompt.Source> prompt) {
    return switch (permit.getAssistant(visit.desiredState().workspace().text())) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant live) ->
          new Observation.Observed(
              visit.resource(),
              visit.desiredState(),
              prompt,
              permit,
              live,
              catalogs.current(permit));
      case ApiResult.Failure<LiveAssistant>(var failure) ->
          visit.blocked(FailureClassifier.problem(failure));
    };
  }

  /** The same, with a catalog that has what was added a minute ago. */
  Observation.Observed withNewerCatalog(Observation.Observed seen) {
    return seen.judgedBy(catalogs.refreshed(seen.permit()));
  }
}
