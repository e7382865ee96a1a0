package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import net.lumenia.voice.cluster.ApiServerRetry;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.reconcile.Observation.AwaitingAccount;
import net.lumenia.voice.reconcile.Observation.Blocked;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.reconcile.Observation.Paused;
import net.lumenia.voice.reconcile.Observation.Queued;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.ReconcileResult;

/** One reconcile of an assistant in four steps: observe, plan, apply, report. */
final class ReconcileLoop {

  /** How often a reconcile starts over because the resource changed in the meantime. */
  private static final int READS = 3;

  private final Observer observer;
  private final Applier applier;
  private final Reporter reporter;
  private final ResyncPolicy resyncs;
  private final Timing timing;
  private final InstantSource clock;

  ReconcileLoop(
      Observer observer,
      Applier applier,
      Reporter reporter,
      ResyncPolicy resyncs,
      Timing timing,
      InstantSource clock) {
    this.observer = observer;
    this.applier = applier;
    this.reporter = reporter;
    this.resyncs = resyncs;
    this.timing = timing;
    this.clock = clock;
  }

  /** Returns the time to the next reconcile; empty if only a change of the resource starts one. */
  Optional<Duration> reconcile(VoiceAssistant resource, AssistantLister lister) {
    return reconcile(resource, lister, READS);
  }

  /** See {@link ApiPermits#withdraw}. */
  void withdraw(String resource) {
    observer.withdraw(resource);
  }

  private Optional<Duration> reconcile(VoiceAssistant resource, AssistantLister lister, int reads) {
    return switch (observer.observe(resource, lister)) {
      case AwaitingAccount _ -> Optional.of(ApiServerRetry.DELAY);
      case Queued _ -> Optional.of(resyncs.wanted(Optional.empty()));
      case Blocked(Optional<DesiredState> desired, Problem problem) ->
          report(resource, desired, new ReconcileResult.Blocked(problem));
      case Paused(DesiredState desired, Problem problem) ->
          report(resource, Optional.of(desired), new ReconcileResult.Blocked(problem));
      case Observed seen -> conclude(seen, planAndApply(seen), lister, reads);
    };
  }

  private ApplyResult planAndApply(Observed seen) {
    try (AssistantApi _ = seen.api()) {
      Plan plan = plan(seen);
      if (plan instanceof Plan.Invalid invalid && invalid.restsOnCatalog()) {
        Observed again = seen.withNewerCatalog();
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
        seen.desiredState().rules(),
        timing);
  }

  private Optional<Duration> conclude(
      Observed seen, ApplyResult applied, AssistantLister lister, int reads) {
    return switch (applied) {
      case ApplyResult.Done(ReconcileResult result, _) ->
          report(seen.resource(), Optional.of(seen.desiredState()), result);
      case ApplyResult.Outdated(VoiceAssistant fresh) when References.isSuspended(fresh) ->
          Optional.empty();
      case ApplyResult.Outdated(VoiceAssistant fresh) ->
          reads > 1 ? reconcile(fresh, lister, reads - 1) : Optional.of(ApiServerRetry.DELAY);
      // The watch reports the deletion later, and another resource of this name.
      case ApplyResult.Gone _ -> Optional.empty();
    };
  }

  private Optional<Duration> report(
      VoiceAssistant resource, Optional<DesiredState> desired, ReconcileResult result) {
    return Optional.of(reporter.report(resource, desired, result));
  }
}
