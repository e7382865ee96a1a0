package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.account.FailureClassifier;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.cluster.RecentStatusWrites;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Proof;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.revision.PatchEffect;
import net.lumenia.voice.revision.RevisionResult;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.ReadyMessages;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.ReconcileResult;
import net.lumenia.voice.status.ReconcileResult.SentPatch;

/**
 * The third step of a reconcile, and the only one that changes an assistant: sends the PATCH of the
 * plan and proves it.
 */
final class Applier {

  private final Cluster cluster;
  private final RejectedPatches rejected;
  private final RecentStatusWrites ownWrites;
  private final InstantSource clock;

  Applier(
      Cluster cluster,
      RejectedPatches rejected,
      RecentStatusWrites ownWrites,
      InstantSource clock) {
    this.cluster = cluster;
    this.rejected = rejected;
    this.ownWrites = ownWrites;
    this.clock = clock;
  }

  ApplyResult apply(Observed seen, Plan plan) {
    return switch (plan) {
      case Plan.Unreadable unreadable -> unsent(ReconcileResults.unreadable(unreadable));
      case Plan.ObserveOnly observing -> unsent(ReconcileResults.observeOnly(seen, observing));
      case Plan.Invalid invalid -> unlessOutdated(seen, ReconcileResults.invalid(seen, invalid));
      case Plan.Conflict conflict ->
          unlessOutdated(seen, ReconcileResults.conflict(seen, conflict));
      case Plan.NoChange noChange ->
          unlessOutdated(seen, ReconcileResults.noChange(seen, noChange));
      case Plan.AwaitingApproval waiting ->
          unlessOutdated(seen, ReconcileResults.awaitingApproval(seen, waiting));
      case Plan.Change change ->
          withheld(seen, change)
              .map(
                  problem ->
                      unlessOutdated(seen, ReconcileResults.unchanged(seen, change, problem)))
              .orElseGet(() -> keepAndSend(seen, change));
    };
  }

  /**
   * The decision not to send rests on what status remembers. A PATCH has a fresh read, but this
   * decision has none, so it needs a status at least as new as the one that was written last.
   */
  private ApplyResult unlessOutdated(Observed seen, ReconcileResult decided) {
    if (!ownWrites.mayBeStale(seen.resource())) {
      return unsent(decided);
    }
    Optional<VoiceAssistant> found =
        cluster.readFresh(seen.resource(), Optional.empty()).resource();
    found.ifPresent(ownWrites::recordRead);
    return found
        .map(
            fresh ->
                isSameVersion(fresh, seen.resource())
                    ? unsent(decided)
                    : new ApplyResult.Outdated(fresh))
        .orElseGet(ApplyResult.Gone::new);
  }

  private static ApplyResult unsent(ReconcileResult result) {
    return new ApplyResult.Done(result, PatchEffect.NONE);
  }

  /** Why a change is not sent: no status could remember it, or the API rejected it before. */
  private Optional<Problem> withheld(Observed seen, Plan.Change change) {
    return ownWrites.isRefused(seen.resource())
        ? Optional.of(new Problem(Reason.INVALID_SPEC, ReadyMessages.statusRefused()))
        : rejected.recall(RejectedPatches.Attempt.of(seen, change.patch()));
  }

  private ApplyResult keepAndSend(Observed seen, Plan.Change change) {
    return switch (keepReplacedValues(seen, change)) {
      case RevisionResult.Failed(Problem problem) ->
          unsent(ReconcileResults.unchanged(seen, change, problem));
      case RevisionResult kept -> {
        FreshRead.Found found = readOrSettle(seen, change, kept);
        ApplyResult result = sendIfFresh(seen, change, found);
        cluster.settleRevision(kept, result.effect());
        yield result;
      }
    };
  }

  private RevisionResult keepReplacedValues(Observed seen, Plan.Change change) {
    int limit = seen.desiredState().revisionHistoryLimit();
    return ReplacedValues.of(change.patch(), seen.live())
        .map(values -> cluster.keepRevision(seen.resource(), values, limit))
        .orElseGet(RevisionResult.NothingReplaced::new);
  }

  private FreshRead.Found readOrSettle(Observed seen, Plan.Change change, RevisionResult kept) {
    boolean sendsPrompt = change.patch().fields().contains(Field.PROMPT);
    try {
      return cluster.readFresh(seen.resource(), seen.prompt().filter(_ -> sendsPrompt));
    } catch (KubernetesClientException e) {
      cluster.settleRevision(kept, PatchEffect.NONE);
      throw e;
    }
  }

  /**
   * A stale cache or a deposed leader must not write an old spec. Nothing comes between the fresh
   * read and the PATCH, so that the spec has no time to change. If this process is paused in
   * between, the fence closes before another process leads.
   */
  private ApplyResult sendIfFresh(Observed seen, Plan.Change change, FreshRead.Found found) {
    if (found.resource().isEmpty()) {
      return new ApplyResult.Gone();
    }
    VoiceAssistant fresh = found.resource().get();
    return found.isPromptCurrent() && isSameVersion(fresh, seen.resource())
        ? send(seen, change, found.fence())
        : new ApplyResult.Outdated(fresh);
  }

  private static boolean isSameVersion(VoiceAssistant one, VoiceAssistant other) {
    return Objects.equals(
        one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  private ApplyResult send(Observed seen, Plan.Change change, BooleanSupplier fence) {
    var sent = new SentPatch(change, clock.instant(), seen.live());
    var answer = seen.api().patch(change.patch().body(), fence);
    ApplyResult result = conclude(seen, sent, answer);
    if (answer instanceof ApiResult.Failure<LiveAssistant>(ApiFailure.Rejected rejection)) {
      rejected.remember(
          RejectedPatches.Attempt.of(seen, change.patch()), FailureClassifier.problem(rejection));
    }
    return result;
  }

  /** A PATCH that may have taken effect is not sent again before a GET. */
  private static ApplyResult conclude(
      Observed seen, SentPatch sent, ApiResult<LiveAssistant> answer) {
    return switch (answer) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant shown) ->
          new ApplyResult.Done(prove(seen, sent, shown), PatchEffect.APPLIED);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) when failure.mayHaveTakenEffect() ->
          find(seen, sent, ReconcileResults.failed(seen.resource(), failure));
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          unsent(
              ReconcileResults.unchanged(
                  seen, sent.change(), ReconcileResults.failed(seen.resource(), failure)));
    };
  }

  private static ReconcileResult prove(Observed seen, SentPatch sent, LiveAssistant answer) {
    AssistantConfig desired = seen.desiredState().config();
    if (sent.change().mayBeProvenByAnswer() && Proof.isIn(answer, desired, sent.fields())) {
      return ReconcileResults.answered(seen, sent, answer);
    }
    return switch (seen.api().get()) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant after) ->
          ReconcileResults.patched(seen, sent, proof(seen, sent, after), after);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          ReconcileResults.unproven(seen, sent, failure);
    };
  }

  private static Proof proof(Observed seen, SentPatch sent, LiveAssistant after) {
    return Proof.of(seen.desiredState().config(), sent.fields(), sent.before(), after);
  }

  /** Finds out whether a failed PATCH took effect. */
  private static ApplyResult find(Observed seen, SentPatch sent, Problem problem) {
    ReconcileResult unchanged = ReconcileResults.unchanged(seen, sent.change(), problem);
    if (!(seen.api().get() instanceof ApiResult.Success<LiveAssistant>(LiveAssistant after))) {
      return new ApplyResult.Done(unchanged, PatchEffect.UNKNOWN);
    }
    Proof proof = proof(seen, sent, after);
    if (isTaken(sent, proof, after)) {
      return new ApplyResult.Done(
          ReconcileResults.patched(seen, sent, proof, after), PatchEffect.APPLIED);
    }
    return new ApplyResult.Done(
        unchanged, isAsBefore(sent, after) ? PatchEffect.NONE : PatchEffect.UNKNOWN);
  }

  /**
   * Whether a failed PATCH took effect: the API shows all that was sent, or at least something
   * other than before, which it then made of the PATCH. A field that it shows neither before nor
   * after the PATCH says nothing.
   */
  private static boolean isTaken(SentPatch sent, Proof proof, LiveAssistant after) {
    Set<Field> changed =
        sent.fields().stream()
            .filter(field -> !after.field(field).equals(sent.before().field(field)))
            .collect(toUnmodifiableSet());
    return proof.equals(Proof.COMPLETE)
        ? !changed.isEmpty()
        : changed.stream().anyMatch(field -> after.field(field) instanceof Live.Reported);
  }

  /** Everything that would have been replaced is still there. */
  private static boolean isAsBefore(SentPatch sent, LiveAssistant after) {
    return sent.fields().stream()
        .filter(field -> sent.before().field(field) instanceof Live.Reported)
        .allMatch(field -> after.field(field).equals(sent.before().field(field)));
  }
}
