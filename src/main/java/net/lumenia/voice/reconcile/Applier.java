package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Permission;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.PreImage;
import net.lumenia.voice.plan.Proof;
import net.lumenia.voice.reconcile.KeptRevision.Effect;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.status.Outcome;
import net.lumenia.voice.status.Problem;

/**
 * The third step of a reconcile, and the only one that changes an assistant: sends the PATCH of the
 * plan, and has it proven.
 */
final class Applier {

  private final FreshRead freshRead;
  private final PreImages preImages;
  private final RejectedPatches rejected;
  private final OwnWrites ownWrites;
  private final InstantSource clock;

  Applier(
      FreshRead freshRead,
      PreImages preImages,
      RejectedPatches rejected,
      OwnWrites ownWrites,
      InstantSource clock) {
    this.freshRead = freshRead;
    this.preImages = preImages;
    this.rejected = rejected;
    this.ownWrites = ownWrites;
    this.clock = clock;
  }

  Application apply(Observed seen, Plan plan) {
    return switch (plan) {
      case Plan.Unreadable unreadable -> done(Outcomes.unreadable(unreadable));
      case Plan.Watched watched -> done(Outcomes.watched(seen, watched));
      case Plan.Violated violated -> unlessOutdated(seen, Outcomes.violated(seen, violated));
      case Plan.Conflict conflict -> unlessOutdated(seen, Outcomes.conflict(seen, conflict));
      case Plan.Settled settled -> unlessOutdated(seen, Outcomes.settled(seen, settled));
      case Plan.AwaitingApproval waiting ->
          unlessOutdated(seen, Outcomes.awaitingApproval(seen, waiting));
      case Plan.Change change ->
          whyNot(seen, change)
              .map(problem -> unlessOutdated(seen, Outcomes.unchanged(seen, change, problem)))
              .orElseGet(() -> applyIfKept(seen, change));
    };
  }

  /**
   * Not to send something rests on what status remembers, and a PATCH has its fresh read, but this
   * has none: so the status must be at least as new as the one that was written last.
   */
  private Application unlessOutdated(Observed seen, Outcome decided) {
    if (!ownWrites.mayBeMissingIn(seen.resource())) {
      return done(decided);
    }
    Optional<VoiceAssistant> found = freshRead.read(seen.resource(), Optional.empty()).resource();
    found.ifPresent(ownWrites::read);
    return found
        .map(fresh -> isSameVersion(fresh, seen.resource()) ? done(decided) : outdated(fresh))
        .orElseGet(Application.Gone::new);
  }

  /** What was sent could not be remembered, or it was rejected before. */
  private Optional<Problem> whyNot(Observed seen, Plan.Change change) {
    return ownWrites.isRefused(seen.resource())
        ? Optional.of(Outcomes.notRemembered())
        : rejected.recall(RejectedPatches.Attempt.of(seen, change.patch()));
  }

  private static Application outdated(VoiceAssistant fresh) {
    return new Application.Outdated(fresh);
  }

  private Application applyIfKept(Observed seen, Plan.Change change) {
    return switch (keepWhatIsReplaced(seen, change)) {
      case KeptRevision.Refused(Problem problem) -> done(Outcomes.unchanged(seen, change, problem));
      case KeptRevision keeping -> {
        FreshRead.Found found = readOrSettle(seen, change, keeping);
        Result result = applyIfFresh(seen, change, found);
        preImages.settle(keeping, result.effect());
        yield result.application();
      }
    };
  }

  private KeptRevision keepWhatIsReplaced(Observed seen, Plan.Change change) {
    int limit = seen.declaration().revisionHistoryLimit();
    return PreImage.of(change.patch(), seen.live())
        .map(image -> preImages.keep(seen.resource(), image, limit))
        .orElseGet(KeptRevision.Unneeded::new);
  }

  private FreshRead.Found readOrSettle(Observed seen, Plan.Change change, KeptRevision keeping) {
    boolean sendsPrompt = change.patch().fields().contains(Field.PROMPT);
    try {
      return freshRead.read(seen.resource(), seen.prompt().filter(_ -> sendsPrompt));
    } catch (KubernetesClientException e) {
      preImages.settle(keeping, Effect.NONE);
      throw e;
    }
  }

  /** What came of a change, and whether its PATCH changed anything. */
  private record Result(Application application, Effect effect) {

    static Result of(Outcome outcome, Effect effect) {
      return new Result(done(outcome), effect);
    }
  }

  /**
   * A stale cache or a deposed leader must not write an old spec. Nothing comes between this look
   * and the PATCH, so that nobody can change the spec meanwhile; and if this process is stopped in
   * between, the PATCH's permission ends before another one leads.
   */
  private Result applyIfFresh(Observed seen, Plan.Change change, FreshRead.Found found) {
    if (found.resource().isEmpty()) {
      return new Result(new Application.Gone(), Effect.NONE);
    }
    VoiceAssistant fresh = found.resource().get();
    return found.isPromptCurrent() && isSameVersion(fresh, seen.resource())
        ? sendAndRemember(seen, change, found.permission())
        : new Result(outdated(fresh), Effect.NONE);
  }

  private static boolean isSameVersion(VoiceAssistant one, VoiceAssistant other) {
    return Objects.equals(
        one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  private Result sendAndRemember(Observed seen, Plan.Change change, Permission permission) {
    Instant time = clock.instant();
    String workspace = seen.declaration().workspace().text();
    var answer = seen.pass().patchAssistant(workspace, change.patch().body(), permission);
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
          Result.of(prove(seen, sent, shown), Effect.TAKEN);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) when failure.mayHaveTakenEffect() ->
          find(seen, sent, FailureClassifier.problem(failure));
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          Result.of(
              Outcomes.unchanged(seen, sent.change(), FailureClassifier.problem(failure)),
              Effect.NONE);
    };
  }

  private Outcome prove(Observed seen, Sent sent, LiveAssistant answer) {
    AssistantConfig desired = seen.declaration().config();
    if (sent.change().mayBeProvenByAnswer() && Proof.isIn(answer, desired, sent.fields())) {
      return Outcomes.answered(seen, sent, answer);
    }
    return switch (lookAgain(seen)) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant after) ->
          Outcomes.patched(seen, sent, Proof.of(desired, sent.fields(), seen.live(), after), after);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          Outcomes.unproven(seen, sent, failure);
    };
  }

  /** A part that the API never shows is no proof of a PATCH that may not have arrived. */
  private static Result find(Observed seen, Sent sent, Problem problem) {
    Outcome unchanged = Outcomes.unchanged(seen, sent.change(), problem);
    if (!(lookAgain(seen) instanceof ApiResult.Success<LiveAssistant>(LiveAssistant after))) {
      return Result.of(unchanged, Effect.UNKNOWN);
    }
    var proof = Proof.of(seen.declaration().config(), sent.fields(), seen.live(), after);
    if (proof.equals(Proof.COMPLETE) || isSeen(seen, sent, after)) {
      return Result.of(Outcomes.patched(seen, sent, proof, after), Effect.TAKEN);
    }
    return Result.of(unchanged, isAsBefore(seen, sent, after) ? Effect.NONE : Effect.UNKNOWN);
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

  private static ApiResult<LiveAssistant> lookAgain(Observed seen) {
    return seen.pass().getAssistant(seen.declaration().workspace().text());
  }

  private static Application done(Outcome outcome) {
    return new Application.Done(outcome);
  }
}
