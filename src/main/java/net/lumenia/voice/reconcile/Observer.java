package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.account.AccountResolver;
import net.lumenia.voice.account.FailureClassifier;
import net.lumenia.voice.account.WorkspaceOwners;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.numbers.NumberResult;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.spec.DesiredState;

/**
 * The first step of a reconcile: checks the {@link Prerequisites}, requests a permit and reads the
 * live assistant.
 */
final class Observer {

  private final AccountResolver resolver;
  private final WorkspaceOwners owners;
  private final ApiPermits permits;
  private final ResyncPolicy resyncs;

  Observer(
      AccountResolver resolver, WorkspaceOwners owners, ApiPermits permits, ResyncPolicy resyncs) {
    this.resolver = resolver;
    this.owners = owners;
    this.permits = permits;
    this.resyncs = resyncs;
  }

  /** A reconcile that ends before the rate limiter gives up its place in the queue. */
  Observation observe(VoiceAssistant resource, AssistantLister lister) {
    boolean reachedLimiter = false;
    try {
      var request = new ReconcileRequest(resource, lister, resolver, owners);
      Observation observation =
          Prerequisites.firstUnmet(request).orElseGet(() -> requestPermit(request));
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

  /** See {@link ApiPermits#withdraw}. */
  void withdraw(String resource) {
    permits.withdraw(resource);
  }

  private Observation requestPermit(ReconcileRequest request) {
    Duration interval = resyncs.wanted(Optional.of(request.desiredState()));
    return switch (permits.request(request, interval)) {
      case ApiPermits.Response.Granted(AssistantApi api) -> readOrClose(request, api);
      case ApiPermits.Response.Queued _ -> new Observation.Queued();
      case ApiPermits.Response.Paused(var failure) ->
          new Observation.Paused(
              request.desiredState(), FailureClassifier.problem(failure).after(interval));
    };
  }

  /** An {@link Observation.Observed} takes the permit with it. */
  private static Observation readOrClose(ReconcileRequest request, AssistantApi api) {
    boolean isHandedOn = false;
    try {
      Observation observation = read(request, api);
      isHandedOn = observation instanceof Observation.Observed;
      return observation;
    } finally {
      if (!isHandedOn) {
        api.close();
      }
    }
  }

  /** Of a phone number, the API knows only the id. */
  private static Observation read(ReconcileRequest request, AssistantApi api) {
    DesiredState desired = request.desiredState();
    if (desired.phoneNumber().isEmpty()) {
      return readAssistant(request, desired, Optional.empty(), api);
    }
    PhoneNumber number = desired.phoneNumber().get();
    return switch (api.phoneNumber(number)) {
      case NumberResult.Resolved(ListedNumber listed, PhoneNumbers all) ->
          readAssistant(request, desired.withNumber(listed.id()), Optional.of(all), api);
      case NumberResult.Unresolved unresolved ->
          new Observation.Blocked(
              Optional.of(desired), ReconcileResults.noNumber(number, unresolved));
      case NumberResult.Failed(ApiFailure failure) ->
          new Observation.Blocked(
              Optional.of(desired), ReconcileResults.noNumberList(number, failure));
    };
  }

  private static Observation readAssistant(
      ReconcileRequest request,
      DesiredState desired,
      Optional<PhoneNumbers> numbers,
      AssistantApi api) {
    return switch (api.get()) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant live) ->
          observed(request, desired, numbers, api, live);
      case ApiResult.Failure<LiveAssistant>(ApiFailure.NotProvisioned _)
          when mayProvision(desired) ->
          observed(request, desired, numbers, api, LiveAssistant.notProvisioned());
      case ApiResult.Failure<LiveAssistant>(var failure) ->
          new Observation.Blocked(
              Optional.of(desired), ReconcileResults.failed(request.resource(), failure));
    };
  }

  private static boolean mayProvision(DesiredState desired) {
    return desired.provisionIfMissing()
        && switch (desired.rules().permission()) {
          case WriteMode.Always _, WriteMode.OnceApproved _ -> true;
          case WriteMode.Never _ -> false;
        };
  }

  private static Observation observed(
      ReconcileRequest request,
      DesiredState desired,
      Optional<PhoneNumbers> numbers,
      AssistantApi api,
      LiveAssistant live) {
    return new Observation.Observed(
        request.resource(),
        desired,
        request.credentials().endpoint(),
        numbers,
        request.promptSource(),
        api,
        live,
        api.catalog());
  }
}
