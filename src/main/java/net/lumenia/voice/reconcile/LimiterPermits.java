package net.lumenia.voice.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Objects;
import net.lumenia.voice.account.AccountResolver;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.Admission;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.numbers.AccountNumbers;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.Memory;

/** Gets permits from the rate limiter of the assistant's account. */
final class LimiterPermits implements ApiPermits {

  private static final Long FIRST_GENERATION = 1L;

  private final AccountLimiters limiters;
  private final Catalogs catalogs;
  private final AccountNumbers numbers;
  private final Requeuer<VoiceAssistant> requeuer;

  LimiterPermits(
      AccountLimiters limiters,
      Catalogs catalogs,
      AccountNumbers numbers,
      Requeuer<VoiceAssistant> requeuer) {
    this.limiters = limiters;
    this.catalogs = catalogs;
    this.numbers = numbers;
    this.requeuer = requeuer;
  }

  @Override
  public Response request(ReconcileRequest request, Duration interval) {
    return switch (limiter(request).tryAcquire(caller(request, interval))) {
      case Admission.Admitted(Permit permit) ->
          new Response.Granted(
              new PermittedApi(permit, catalogs, numbers, request.desiredState().workspace()));
      case Admission.Queued _ -> new Response.Queued();
      case Admission.Paused(var failure) -> new Response.Paused(failure);
    };
  }

  /** Registers the account with its current token and limits. */
  private AccountLimiter limiter(ReconcileRequest request) {
    LumeniaAccount account = request.account().orElseThrow();
    AccountLimiter limiter =
        limiters.limiter(
            References.key(account),
            request.credentials(),
            AccountResolver.limits(request.accountSpec()));
    catalogs.restore(limiter, request.accountStatus());
    return limiter;
  }

  private Caller caller(ReconcileRequest request, Duration interval) {
    VoiceAssistant resource = request.resource();
    DesiredState desired = request.desiredState();
    ResourceID id = ResourceID.fromResource(resource);
    return new Caller(
        callerId(References.key(resource)),
        priority(resource, desired),
        interval,
        () -> requeuer.now(id));
  }

  private static Priority priority(VoiceAssistant resource, DesiredState desired) {
    VoiceAssistantStatus status = resource.decodeStatus();
    if (ReconcileAnnotation.unhandled(resource, status.lastHandledReconcileAt()).isPresent()) {
      return Priority.CHANGE;
    }
    if (isNew(resource)) {
      return Priority.FIRST_CHECK;
    }
    return Memory.isChangePending(status, desired.config(), desired.rules().permission())
            || mayChangeNumber(resource, status, desired)
        ? Priority.CHANGE
        : Priority.RESYNC;
  }

  /** The id of a phone number is known only after the permit. */
  private static boolean mayChangeNumber(
      VoiceAssistant resource, VoiceAssistantStatus status, DesiredState desired) {
    return desired.phoneNumber().isPresent()
        && !Objects.equals(resource.getMetadata().getGeneration(), status.observedGeneration());
  }

  /** Neither checked nor edited yet. */
  private static boolean isNew(VoiceAssistant resource) {
    return resource.getStatus() == null
        && Objects.equals(resource.getMetadata().getGeneration(), FIRST_GENERATION);
  }

  @Override
  public void withdraw(String resource) {
    limiters.withdraw(callerId(resource));
  }

  private static String callerId(String resource) {
    return "VoiceAssistant " + resource;
  }
}
