package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import net.lumenia.voice.cluster.ApiServerRetry;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.History;
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

  /** How often a reconcile starts over because what it rests on changed in the meantime. */
  private static final int READS = 3;

  private final Observer observer;
  private final Applier applier;
  private final Rejections rejections;
  private final Reporter reporter;
  private final ResyncPolicy resyncs;
  private final Timing timing;
  private final InstantSource clock;

  ReconcileLoop(
      Observer observer,
      Applier applier,
      Rejections rejections,
      Reporter reporter,
      ResyncPolicy resyncs,
      Timing timing,
      InstantSource clock) {
    this.observer = observer;
    this.applier = applier;
    this.rejections = rejections;
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
      // No check was made, so a request for one stays and keeps its priority.
      case Paused(DesiredState desired, Problem problem) ->
          Optional.of(
              reporter.report(
                  resource,
                  Optional.of(desired),
                  new ReconcileResult.Blocked(problem),
                  Optional.empty()));
      case Observed seen -> conclude(seen, planAndApply(seen), lister, reads);
    };
  }

  private History history(VoiceAssistant resource) {
    return Memory.recall(resource.decodeStatus(), request(resource), clock.instant());
  }

  /** The request of a user for a check, unless it is done. */
  private static Optional<String> request(VoiceAssistant resource) {
    return ReconcileAnnotation.unhandled(
        resource, resource.decodeStatus().lastHandledReconcileAt());
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
        history(seen.resource()),
        seen.catalog().allowed(),
        seen.desiredState().rules(),
        timing);
  }

  private Optional<Duration> conclude(
      Observed seen, ApplyResult applied, AssistantLister lister, int reads) {
    return switch (applied) {
      case ApplyResult.Done(ReconcileResult result, _) -> {
        result.seen().ifPresent(report -> rejections.checked(seen, report));
        yield report(seen.resource(), Optional.of(seen.desiredState()), result);
      }
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
    return Optional.of(reporter.report(resource, desired, result, request(resource)));
  }
}
