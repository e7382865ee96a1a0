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
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.gate.Pass;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.reconcile.Observation.AwaitingAccount;
import net.lumenia.voice.reconcile.Observation.AwaitingTurn;
import net.lumenia.voice.reconcile.Observation.Blocked;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.reconcile.Observation.Shut;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Outcome;
import net.lumenia.voice.status.Problem;

/** Brings an assistant to its declared state: observe, plan, apply, report. */
public final class VoiceAssistantReconciler implements Reconciler<VoiceAssistant> {

  /** How often one reconcile starts over because the resource has changed under its hands. */
  private static final int READS = 3;

  private final Observer observer;
  private final Applier applier;
  private final Reporter reporter;
  private final FullSpecs specs;
  private final WatchedSecrets secrets;
  private final WatchedPrompts prompts;
  private final Requeuer<VoiceAssistant> requeuer;
  private final Ownership ownership;
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
      FullSpecs specs,
      WatchedSecrets secrets,
      WatchedPrompts prompts,
      Requeuer<VoiceAssistant> requeuer,
      Ownership ownership,
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
    this.ownership = ownership;
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
      whole = specs.complete(resource);
      return whole;
    } finally {
      if (whole.isEmpty()) {
        observer.withdraw(References.key(resource));
      }
    }
  }

  /** Returns the time to the next reconcile; empty if only a change of the resource starts one. */
  private Optional<Duration> step(
      VoiceAssistant resource, AssistantDirectory directory, int reads) {
    return switch (observer.observe(resource, directory)) {
      case AwaitingAccount _ -> Optional.of(ApiServerRetry.SOON);
      case AwaitingTurn _ -> Optional.of(resyncs.wanted(Optional.empty()));
      case Blocked blocked ->
          Optional.of(
              reporter.report(
                  resource, blocked.declaration(), new Outcome.Blocked(blocked.problem())));
      case Shut(Declaration declaration, Problem problem) ->
          Optional.of(
              reporter.report(resource, Optional.of(declaration), new Outcome.Blocked(problem)));
      case Observed seen -> conclude(seen, carryOut(seen), directory, reads);
    };
  }

  private Application carryOut(Observed seen) {
    try (Pass _ = seen.pass()) {
      Plan plan = plan(seen);
      if (plan instanceof Plan.Violated violated && violated.restsOnCatalog()) {
        Observed again = observer.withNewerCatalog(seen);
        return applier.apply(again, plan(again));
      }
      return applier.apply(seen, plan);
    }
  }

  private Plan plan(Observed seen) {
    return Planner.plan(
        seen.declaration().config(),
        seen.live(),
        Memory.recall(seen.resource().decodeStatus(), clock.instant()),
        seen.catalog().allowed(),
        seen.declaration().rules());
  }

  private Optional<Duration> conclude(
      Observed seen, Application application, AssistantDirectory directory, int reads) {
    return switch (application) {
      case Application.Done(Outcome outcome) ->
          Optional.of(reporter.report(seen.resource(), Optional.of(seen.declaration()), outcome));
      case Application.Outdated(VoiceAssistant fresh) when isSuspended(fresh) -> Optional.empty();
      case Application.Outdated(VoiceAssistant fresh) ->
          reads > 1 ? step(fresh, directory, reads - 1) : Optional.of(ApiServerRetry.SOON);
      // The watch is behind: it will tell of the deletion, and of another one of this name.
      case Application.Gone _ -> Optional.empty();
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
    var accounts = new WatchedAccounts(context, requeuer);
    secrets.addListener(accounts::wakeThoseWaitingFor);
    return List.of(
        accounts.eventSource(),
        prompts.eventSource(context),
        requeuer.of(assistants),
        new PrimaryEvents<>(assistants, new Events()));
  }

  private final class Events implements PrimaryEvents.Listener<VoiceAssistant> {

    @Override
    public void seen(VoiceAssistant assistant) {
      ownership.see(assistant);
    }

    @Override
    public void gone(VoiceAssistant assistant) {
      ownership.forgetAssistant(References.key(assistant));
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
