package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
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
import net.lumenia.voice.revision.RevisionWriter;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.ReconcileResult;

/**
 * The third step of a reconcile, and the only one that changes an assistant: sends the PATCH of the
 * plan, and has it proven.
 */
final class Applier {

  private final FreshRead freshRead;
  private final RevisionWriter revisions;
  private final RejectedPatches rejected;
  private final RecentStatusWrites statusWrites;
  private final InstantSource clock;

  Applier(
      FreshRead freshRead,
      RevisionWriter revisions,
      RejectedPatches rejected,
      RecentStatusWrites statusWrites,
      InstantSource clock) {
    this.freshRead = freshRead;
    this.revisions = revisions;
    this.rejected = rejected;
    this.statusWrites = statusWrites;
    this.clock = clock;
  }

  ApplyResult apply(Observed seen, Plan plan) {
    return switch (plan) {
      case Plan.Unreadable unreadable -> done(ReconcileResults.unreadable(unreadable));
      case Plan.ObserveOnly watched -> done(ReconcileResults.watched(seen, watched));
      case Plan.Invalid violated -> unlessOutdated(seen, ReconcileResults.violated(seen, violated));
      case Plan.Conflict conflict ->
          unlessOutdated(seen, ReconcileResults.conflict(seen, conflict));
      case Plan.NoChange settled -> unlessOutdated(seen, ReconcileResults.settled(seen, settled));
      case Plan.AwaitingApproval waiting ->
          unlessOutdated(seen, ReconcileResults.awaitingApproval(seen, waiting));
      case Plan.Change change ->
          whyNot(seen, change)
              .map(
                  problem ->
                      unlessOutdated(seen, ReconcileResults.unchanged(seen, change, problem)))
              .orElseGet(() -> applyIfKept(seen, change));
    };
  }

  /**
   * Not to send something rests on what status remembers, and a PATCH has its fresh read, but this
   * has none: so the status must be at least as new as the one that was written last.
   */
  private ApplyResult unlessOutdated(Observed seen, ReconcileResult decided) {
    if (!statusWrites.mayBeStale(seen.resource())) {
      return done(decided);
    }
    Optional<VoiceAssistant> found = freshRead.read(seen.resource(), Optional.empty()).resource();
    found.ifPresent(statusWrites::recordRead);
    return found
        .map(fresh -> isSameVersion(fresh, seen.resource()) ? done(decided) : outdated(fresh))
        .orElseGet(ApplyResult.Gone::new);
  }

  /** What was sent could not be remembered, or it was rejected before. */
  private Optional<Problem> whyNot(Observed seen, Plan.Change change) {
    return statusWrites.isRefused(seen.resource())
        ? Optional.of(ReconcileResults.notRemembered())
        : rejected.recall(RejectedPatches.Attempt.of(seen, change.patch()));
  }

  private static ApplyResult outdated(VoiceAssistant fresh) {
    return new ApplyResult.Outdated(fresh);
  }

  private ApplyResult applyIfKept(Observed seen, Plan.Change change) {
    return switch (keepWhatIsReplaced(seen, change)) {
      case RevisionResult.Failed(Problem problem) ->
          done(ReconcileResults.unchanged(seen, change, problem));
      case RevisionResult keeping -> {
        FreshRead.Found found = readOrSettle(seen, change, keeping);
        Result result = applyIfFresh(seen, change, found);
        revisions.finish(keeping, result.effect());
        yield result.application();
      }
    };
  }

  private RevisionResult keepWhatIsReplaced(Observed seen, Plan.Change change) {
    int limit = seen.desiredState().revisionHistoryLimit();
    return ReplacedValues.of(change.patch(), seen.live())
        .map(image -> revisions.store(seen.resource(), image, limit))
        .orElseGet(RevisionResult.NothingReplaced::new);
  }

  private FreshRead.Found readOrSettle(Observed seen, Plan.Change change, RevisionResult keeping) {
    boolean sendsPrompt = change.patch().fields().contains(Field.PROMPT);
    try {
      return freshRead.read(seen.resource(), seen.prompt().filter(_ -> sendsPrompt));
    } catch (KubernetesClientException e) {
      revisions.finish(keeping, PatchEffect.NONE);
      throw e;
    }
  }

  /** What came of a change, and whether its PATCH changed anything. */
  private record Result(ApplyResult application, PatchEffect effect) {

    static Result of(ReconcileResult outcome, PatchEffect effect) {
      return new Result(done(outcome), effect);
    }
  }

  /**
   * A stale cache or a deposed leader must not write an old spec. Nothing comes between this look
   * and the PATCH, so that nobody can change the spec meanwhile; and if this process is stopped in
   * between, the fence closes before another process leads.
   */
  private Result applyIfFresh(Observed seen, Plan.Change change, FreshRead.Found found) {
    if (found.resource().isEmpty()) {
      return new Result(new ApplyResult.Gone(), PatchEffect.NONE);
    }
    VoiceAssistant fresh = found.resource().get();
    return found.isPromptCurrent() && isSameVersion(fresh, seen.resource())
        ? sendAndRemember(seen, change, found.fence())
        : new Result(outdated(fresh), PatchEffect.NONE);
  }

  private static boolean isSameVersion(VoiceAssistant one, VoiceAssistant other) {
    return Objects.equals(
        one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  private Result sendAndRemember(Observed seen, Plan.Change change, BooleanSupplier fence) {
    Instant time = clock.instant();
    String workspace = seen.desiredState().workspace().text();
    var answer = seen.permit().patchAssistant(workspace, change.patch().body(), fence);
    Result result = conclude(seen, new Sent(change, time), answer);
    if (answer instanceof ApiResult.Failure<LiveAssistant>(ApiFailure.Rejected rejection)) {
      rejected.remember(
          RejectedPatches.Attempt.of(seen, change.patch()), FailureClassifier.problem(rejection));
    }
    return result;
  }

  /** "Nothing is retried blindly": a PATCH that may have taken effect is followed by a read. */
  private Result conclude(Observed seen, Sent sent, ApiResult<LiveAssistant> answer) {
    return switch (answer) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant shown) ->
          Result.of(prove(seen, sent, shown), PatchEffect.APPLIED);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) when failure.mayHaveTakenEffect() ->
          find(seen, sent, FailureClassifier.problem(failure));
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          Result.of(
              ReconcileResults.unchanged(seen, sent.change(), FailureClassifier.problem(failure)),
              PatchEffect.NONE);
    };
  }

  private ReconcileResult prove(Observed seen, Sent sent, LiveAssistant answer) {
    AssistantConfig desired = seen.desiredState().config();
    if (sent.change().mayBeProvenByAnswer() && Proof.isIn(answer, desired, sent.fields())) {
      return ReconcileResults.answered(seen, sent, answer);
    }
    return switch (checkAgain(seen)) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant after) ->
          ReconcileResults.patched(
              seen, sent, Proof.of(desired, sent.fields(), seen.live(), after), after);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          ReconcileResults.unproven(seen, sent, failure);
    };
  }

  /** A part that the API never shows is no proof of a PATCH that may not have arrived. */
  private static Result find(Observed seen, Sent sent, Problem problem) {
    ReconcileResult unchanged = ReconcileResults.unchanged(seen, sent.change(), problem);
    if (!(checkAgain(seen) instanceof ApiResult.Success<LiveAssistant>(LiveAssistant after))) {
      return Result.of(unchanged, PatchEffect.UNKNOWN);
    }
    var proof = Proof.of(seen.desiredState().config(), sent.fields(), seen.live(), after);
    if (proof.equals(Proof.COMPLETE) || isSeen(seen, sent, after)) {
      return Result.of(ReconcileResults.patched(seen, sent, proof, after), PatchEffect.APPLIED);
    }
    return Result.of(
        unchanged, isAsBefore(seen, sent, after) ? PatchEffect.NONE : PatchEffect.UNKNOWN);
  }

  /** Everything that would have been replaced is still there. */
  private static boolean isAsBefore(Observed seen, Sent sent, LiveAssistant after) {
    return sent.fields().stream()
        .filter(field -> seen.live().field(field) instanceof Live.Reported)
        .allMatch(field -> after.field(field).equals(seen.live().field(field)));
  }

  /** What was sent is not shown, but neither is what was there before: the API made this of it. */
  private static boolean isSeen(Observed seen, Sent sent, LiveAssistant after) {
    return sent.fields().stream()
        .filter(field -> after.field(field) instanceof Live.Reported)
        .anyMatch(field -> !after.field(field).equals(seen.live().field(field)));
  }

  private static ApiResult<LiveAssistant> checkAgain(Observed seen) {
    return seen.permit().getAssistant(seen.desiredState().workspace().text());
  }

  private static ApplyResult done(ReconcileResult outcome) {
    return new ApplyResult.Done(outcome);
  }
}
