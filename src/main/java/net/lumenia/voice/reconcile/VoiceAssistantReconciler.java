package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.gate.Pass;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.reconcile.Observation.AwaitingAccount;
import net.lumenia.voice.reconcile.Observation.AwaitingTurn;
import net.lumenia.voice.reconcile.Observation.Blocked;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Outcome;

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
  private final Turns<VoiceAssistant> turns;
  private final ResyncPolicy resyncs;
  private final InstantSource clock;
  private volatile Optional<ResourceCache<VoiceAssistant>> cache = Optional.empty();

  VoiceAssistantReconciler(
      Observer observer,
      Applier applier,
      Reporter reporter,
      FullSpecs specs,
      WatchedSecrets secrets,
      WatchedPrompts prompts,
      Turns<VoiceAssistant> turns,
      ResyncPolicy resyncs,
      InstantSource clock) {
    this.observer = observer;
    this.applier = applier;
    this.reporter = reporter;
    this.specs = specs;
    this.secrets = secrets;
    this.prompts = prompts;
    this.turns = turns;
    this.resyncs = resyncs;
    this.clock = clock;
  }

  @Override
  public UpdateControl<VoiceAssistant> reconcile(
      VoiceAssistant resource, Context<VoiceAssistant> context) {
    if (isSuspended(resource)) {
      return UpdateControl.noUpdate();
    }
    try {
      var directory = new CachedAssistants(context, secrets, prompts);
      return specs
          .complete(resource)
          .map(whole -> step(whole, directory, READS))
          .orElseGet(UpdateControl::noUpdate);
    } catch (KubernetesClientException e) {
      return ApiServerRetry.after(e, resource);
    }
  }

  private UpdateControl<VoiceAssistant> step(
      VoiceAssistant resource, AssistantDirectory directory, int reads) {
    return switch (observer.observe(resource, directory)) {
      case AwaitingAccount _ -> ApiServerRetry.soon();
      case AwaitingTurn _ ->
          UpdateControl.<VoiceAssistant>noUpdate()
              .rescheduleAfter(resyncs.wanted(Optional.empty()));
      case Blocked blocked ->
          reporter.report(resource, blocked.declaration(), new Outcome.Blocked(blocked.problem()));
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

  private UpdateControl<VoiceAssistant> conclude(
      Observed seen, Application application, AssistantDirectory directory, int reads) {
    return switch (application) {
      case Application.Done(Outcome outcome) ->
          reporter.report(seen.resource(), Optional.of(seen.declaration()), outcome);
      case Application.Outdated(VoiceAssistant fresh) when isSuspended(fresh) ->
          UpdateControl.noUpdate();
      case Application.Outdated(VoiceAssistant fresh) ->
          reads > 1 ? step(fresh, directory, reads - 1) : ApiServerRetry.soon();
      case Application.Gone _ -> UpdateControl.noUpdate();
    };
  }

  @Override
  public List<EventSource<?, VoiceAssistant>> prepareEventSources(
      EventSourceContext<VoiceAssistant> context) {
    var assistants = context.getPrimaryCache();
    assistants.addIndexer(CachedAssistants.BY_WORKSPACE, References::workspace);
    cache = Optional.of(assistants);
    var accounts = new WatchedAccounts(context, turns);
    secrets.addListener(accounts::wakeThoseWaitingFor);
    return List.of(accounts.eventSource(), prompts.eventSource(context), turns.of(assistants));
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
