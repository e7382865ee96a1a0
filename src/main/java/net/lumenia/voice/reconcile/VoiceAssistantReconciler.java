package net.lumenia.voice.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.lumenia.voice.account.TokenCache;
import net.lumenia.voice.account.WorkspaceOwners;
import net.lumenia.voice.cluster.ApiServerRetry;
import net.lumenia.voice.cluster.PrimaryEvents;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.cache.AccountInformer;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.cluster.cache.SpecLoader;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.reconcile.Observation.AwaitingAccount;
import net.lumenia.voice.reconcile.Observation.Blocked;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.reconcile.Observation.Paused;
import net.lumenia.voice.reconcile.Observation.Queued;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.ReconcileResult;

/** Brings an assistant to its declared state: observe, plan, apply, report. */
public final class VoiceAssistantReconciler implements Reconciler<VoiceAssistant> {

  /** How often one reconcile starts over because the resource has changed under its hands. */
  private static final int READS = 3;

  private final Observer observer;
  private final Applier applier;
  private final Reporter reporter;
  private final SpecLoader specs;
  private final TokenCache secrets;
  private final PromptCache prompts;
  private final Requeuer<VoiceAssistant> requeuer;
  private final WorkspaceOwners owners;
  private final Consumer<String> forgetAccountIfGone;
  private final ResyncPolicy resyncs;
  private final InstantSource clock;
  private volatile Optional<ResourceCache<VoiceAssistant>> cache = Optional.empty();

  /**
   * @param forgetAccountIfGone is told the key of the account that a reconcile may have used
   */
  VoiceAssistantReconciler(
      Observer observer,
      Applier applier,
      Reporter reporter,
      SpecLoader specs,
      TokenCache secrets,
      PromptCache prompts,
      Requeuer<VoiceAssistant> requeuer,
      WorkspaceOwners owners,
      Consumer<String> forgetAccountIfGone,
      ResyncPolicy resyncs,
      InstantSource clock) {
    this.observer = observer;
    this.applier = applier;
    this.reporter = reporter;
    this.specs = specs;
    this.secrets = secrets;
    this.prompts = prompts;
    this.requeuer = requeuer;
    this.owners = owners;
    this.forgetAccountIfGone = forgetAccountIfGone;
    this.resyncs = resyncs;
    this.clock = clock;
  }

  @Override
  public UpdateControl<VoiceAssistant> reconcile(
      VoiceAssistant resource, Context<VoiceAssistant> context) {
    requeuer.reconcile(
        resource,
        () ->
            isSuspended(resource)
                ? suspended(resource)
                : complete(resource)
                    .flatMap(
                        whole ->
                            step(whole, new CachedAssistants(context, secrets, prompts), READS)));
    ResourceID id = ResourceID.fromResource(resource);
    if (!requeuer.knows(id)) {
      forget(id);
    }
    forgetAccountIfGone.accept(References.account(resource));
    return UpdateControl.noUpdate();
  }

  /** It has no use for a place in a queue, and only a change of it starts a reconcile. */
  private Optional<Duration> suspended(VoiceAssistant resource) {
    observer.withdraw(References.key(resource));
    return Optional.empty();
  }

  /** Empty if it is gone. */
  private Optional<VoiceAssistant> complete(VoiceAssistant resource) {
    Optional<VoiceAssistant> whole = Optional.empty();
    try {
      whole = specs.load(resource);
      return whole;
    } finally {
      if (whole.isEmpty()) {
        observer.withdraw(References.key(resource));
      }
    }
  }

  /** Returns the time to the next reconcile; empty if only a change of the resource starts one. */
  private Optional<Duration> step(VoiceAssistant resource, AssistantLister lister, int reads) {
    return switch (observer.observe(resource, lister)) {
      case AwaitingAccount _ -> Optional.of(ApiServerRetry.DELAY);
      case Queued _ -> Optional.of(resyncs.wanted(Optional.empty()));
      case Blocked blocked ->
          Optional.of(
              reporter.report(
                  resource,
                  blocked.desiredState(),
                  new ReconcileResult.Blocked(blocked.problem())));
      case Paused(DesiredState desiredState, Problem problem) ->
          Optional.of(
              reporter.report(
                  resource, Optional.of(desiredState), new ReconcileResult.Blocked(problem)));
      case Observed seen -> conclude(seen, carryOut(seen), lister, reads);
    };
  }

  private ApplyResult carryOut(Observed seen) {
    try (Permit _ = seen.permit()) {
      Plan plan = plan(seen);
      if (plan instanceof Plan.Invalid violated && violated.restsOnCatalog()) {
        Observed again = observer.withNewerCatalog(seen);
        return applier.apply(again, plan(again));
      }
      return applier.apply(seen, plan);
    }
  }

  private Plan plan(Observed seen) {
    return Planner.plan(
        seen.desiredState().config(),
        seen.live(),
        Memory.recall(seen.resource().decodeStatus(), clock.instant()),
        seen.catalog().allowed(),
        seen.desiredState().rules());
  }

  private Optional<Duration> conclude(
      Observed seen, ApplyResult application, AssistantLister lister, int reads) {
    return switch (application) {
      case ApplyResult.Done(ReconcileResult outcome) ->
          Optional.of(reporter.report(seen.resource(), Optional.of(seen.desiredState()), outcome));
      case ApplyResult.Outdated(VoiceAssistant fresh) when isSuspended(fresh) -> Optional.empty();
      case ApplyResult.Outdated(VoiceAssistant fresh) ->
          reads > 1 ? step(fresh, lister, reads - 1) : Optional.of(ApiServerRetry.DELAY);
      // The watch is behind: it will tell of the deletion, and of another one of this name.
      case ApplyResult.Gone _ -> Optional.empty();
    };
  }

  /** What a reconcile leaves behind, when the assistant is gone. */
  private void forget(ResourceID id) {
    requeuer.forget(id);
    observer.withdraw(References.key(id));
  }

  @Override
  public List<EventSource<?, VoiceAssistant>> prepareEventSources(
      EventSourceContext<VoiceAssistant> context) {
    var assistants = context.getPrimaryCache();
    cache = Optional.of(assistants);
    var accounts = new AccountInformer(context, requeuer);
    secrets.addListener(accounts::requeueNotReady);
    return List.of(
        accounts.eventSource(),
        prompts.eventSource(context),
        requeuer.of(assistants),
        new PrimaryEvents<>(assistants, new Events()));
  }

  private final class Events implements PrimaryEvents.Listener<VoiceAssistant> {

    @Override
    public void updated(VoiceAssistant assistant) {
      owners.update(assistant);
    }

    @Override
    public void deleted(VoiceAssistant assistant) {
      owners.forgetAssistant(References.key(assistant));
      forget(ResourceID.fromResource(assistant));
    }
  }

  /** Schedules a check of everything that is watched, evenly spread over this time. */
  void checkAllWithin(Duration time) {
    requeuer.allWithin(time);
  }

  /** All assistants that are watched, as they are in the cache; none before the start. */
  public Stream<VoiceAssistant> cached() {
    return cache.stream().flatMap(all -> all.list(_ -> true));
  }

  /** Whether nothing is read, written or reported about an assistant. */
  public static boolean isSuspended(VoiceAssistant assistant) {
    return References.isSuspended(assistant);
  }
}
