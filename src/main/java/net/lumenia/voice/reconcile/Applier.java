package net.lumenia.voice.reconcile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.status.Outcome;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/**
 * The third step of a reconcile, and the only one that changes an assistant: sends the PATCH of the
 * plan, and has it proven.
 */
final class Applier {

  private static final Proof NOTHING_LEFT = new Proof(Set.of(), Set.of(), List.of());

  private final FreshRead freshRead;
  private final PreImages preImages;
  private final RejectedPatches rejected;
  private final InstantSource clock;

  Applier(FreshRead freshRead, PreImages preImages, RejectedPatches rejected, InstantSource clock) {
    this.freshRead = freshRead;
    this.preImages = preImages;
    this.rejected = rejected;
    this.clock = clock;
  }

  Application apply(Observed seen, Plan plan) {
    return switch (plan) {
      case Plan.Unreadable unreadable -> done(Outcomes.unreadable(unreadable));
      case Plan.Violated violated -> done(Outcomes.violated(seen, violated));
      case Plan.Conflict conflict -> done(Outcomes.conflict(seen, conflict));
      case Plan.AwaitingApproval waiting -> done(Outcomes.awaitingApproval(seen, waiting));
      case Plan.Watched watched -> done(Outcomes.watched(seen, watched));
      case Plan.Settled settled -> done(Outcomes.settled(seen, settled));
      case Plan.Change change ->
          whyNot(seen, change)
              .map(problem -> done(Outcomes.unchanged(seen, change, problem)))
              .orElseGet(() -> applyIfFresh(seen, change));
    };
  }

  /** It was rejected before, or what it replaces can't be kept. */
  private Optional<Problem> whyNot(Observed seen, Plan.Change change) {
    return rejected
        .recall(RejectedPatches.Attempt.of(seen, change.patch()))
        .or(() -> keepWhatIsReplaced(seen, change));
  }

  private Optional<Problem> keepWhatIsReplaced(Observed seen, Plan.Change change) {
    int limit = seen.declaration().revisionHistoryLimit();
    return PreImage.of(change.patch(), seen.live())
        .flatMap(image -> preImages.keep(seen.resource(), image, limit));
  }

  /**
   * A stale cache or a deposed leader must not write an old spec. Nothing comes between this look
   * and the PATCH, so that nobody can change the spec meanwhile; and if this process is stopped in
   * between, the PATCH's permission ends before another one leads.
   */
  private Application applyIfFresh(Observed seen, Plan.Change change) {
    boolean sendsPrompt = change.patch().fields().contains(Field.PROMPT);
    FreshRead.Found found = freshRead.read(seen.resource(), seen.prompt().filter(_ -> sendsPrompt));
    if (found.resource().isEmpty()) {
      return new Application.Gone();
    }
    VoiceAssistant fresh = found.resource().get();
    boolean same =
        found.isPromptCurrent()
            && Objects.equals(
                fresh.getMetadata().getResourceVersion(),
                seen.resource().getMetadata().getResourceVersion());
    return same
        ? done(sendAndRemember(seen, change, found.permission()))
        : new Application.Outdated(fresh);
  }

  private Outcome sendAndRemember(Observed seen, Plan.Change change, Permission permission) {
    Outcome outcome = send(seen, change, permission);
    outcome
        .trouble()
        .filter(problem -> problem.reason() == Reason.REJECTED)
        .ifPresent(
            problem ->
                rejected.remember(RejectedPatches.Attempt.of(seen, change.patch()), problem));
    return outcome;
  }

  /** "Nothing is retried blindly": a PATCH that may have taken effect is followed by a read. */
  private Outcome send(Observed seen, Plan.Change change, Permission permission) {
    Instant time = clock.instant();
    String workspace = seen.declaration().workspace().text();
    var answer = seen.pass().patchAssistant(workspace, change.patch().body(), permission);
    return switch (answer) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant shown) ->
          prove(seen, new Sent(change, time), shown);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) when failure.mayHaveTakenEffect() ->
          find(seen, new Sent(change, time), FailureClassifier.problem(failure));
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          Outcomes.unchanged(seen, change, FailureClassifier.problem(failure));
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
  private Outcome find(Observed seen, Sent sent, Problem problem) {
    if (!(lookAgain(seen) instanceof ApiResult.Success<LiveAssistant>(LiveAssistant after))) {
      return Outcomes.unchanged(seen, sent.change(), problem);
    }
    var proof = Proof.of(seen.declaration().config(), sent.fields(), seen.live(), after);
    return proof.equals(NOTHING_LEFT) || isSeen(seen, sent, after)
        ? Outcomes.patched(seen, sent, proof, after)
        : Outcomes.unchanged(seen, sent.change(), problem);
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
