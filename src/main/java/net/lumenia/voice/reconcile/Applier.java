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
 * plan, or creates the voice integration with it, and proves it.
 */
final class Applier {

  private static final Problem STATUS_REFUSED =
      new Problem(Reason.INVALID_SPEC, ReadyMessages.statusRefused());

  private final Cluster cluster;
  private final Rejections rejections;
  private final RecentStatusWrites ownWrites;
  private final InstantSource clock;

  Applier(
      Cluster cluster, Rejections rejections, RecentStatusWrites ownWrites, InstantSource clock) {
    this.cluster = cluster;
    this.rejections = rejections;
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
          unlessOutdated(seen, ReconcileResults.noChange(seen, noChange, Optional.empty()));
      case Plan.AwaitingApproval waiting ->
          unlessOutdated(seen, ReconcileResults.awaitingApproval(seen, waiting));
      case Plan.Change change ->
          ownWrites.isRefused(seen.resource())
              ? unlessOutdated(seen, ReconcileResults.unchanged(seen, change, STATUS_REFUSED))
              : sendOrWait(seen, rejections.sendable(seen, change));
    };
  }

  /** What the API rejected before waits. */
  private ApplyResult sendOrWait(Observed seen, Rejections.Sendable sendable) {
    return sendable.plan() instanceof Plan.Change now
        ? keepAndSend(seen, now, sendable.waiting())
        : unlessOutdated(seen, waiting(seen, sendable));
  }

  private static ReconcileResult waiting(Observed seen, Rejections.Sendable nothing) {
    return ReconcileResults.noChange(seen, (Plan.NoChange) nothing.plan(), nothing.waiting());
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

  /**
   * @param waiting the problem about fields that are not sent, if there are any
   */
  private ApplyResult keepAndSend(Observed seen, Plan.Change change, Optional<Problem> waiting) {
    return switch (keepReplacedValues(seen, change)) {
      case RevisionResult.Failed(Problem problem) ->
          unsent(ReconcileResults.unchanged(seen, change, problem));
      case RevisionResult kept -> {
        FreshRead.Found found = readOrSettle(seen, change, kept);
        Attempt attempt = sendIfFresh(seen, change, waiting, found);
        cluster.settleRevision(kept, attempt.result().effect());
        yield attempt.instead().map(rest -> sendOrWait(seen, rest)).orElse(attempt.result());
      }
    };
  }

  /**
   * What came of an attempt to send a PATCH.
   *
   * @param instead what to send after the API rejected it, if anything is left
   */
  private record Attempt(ApplyResult result, Optional<Rejections.Sendable> instead) {

    static Attempt ended(ApplyResult result) {
      return new Attempt(result, Optional.empty());
    }
  }

  private RevisionResult keepReplacedValues(Observed seen, Plan.Change change) {
    int limit = seen.desiredState().revisionHistoryLimit();
    return ReplacedValues.of(change.patch(), seen.live())
        .map(
            values ->
                cluster.keepRevision(
                    seen.resource(),
                    values,
                    limit,
                    Approvals.of(seen.resource(), seen.desiredState())))
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
  private Attempt sendIfFresh(
      Observed seen, Plan.Change change, Optional<Problem> waiting, FreshRead.Found found) {
    if (found.resource().isEmpty()) {
      return Attempt.ended(new ApplyResult.Gone());
    }
    VoiceAssistant fresh = found.resource().get();
    return found.isPromptCurrent() && isSameVersion(fresh, seen.resource())
        ? send(seen, change, waiting, found.fence())
        : Attempt.ended(new ApplyResult.Outdated(fresh));
  }

  private static boolean isSameVersion(VoiceAssistant one, VoiceAssistant other) {
    return Objects.equals(
        one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  private Attempt send(
      Observed seen, Plan.Change change, Optional<Problem> waiting, BooleanSupplier fence) {
    var sent = new SentPatch(change, clock.instant(), seen.live());
    rejections.sending(seen, change);
    String body = change.patch().body();
    var answer =
        seen.live().isProvisioned()
            ? seen.api().patch(body, fence)
            : seen.api().provision(body, fence);
    if (!(answer instanceof ApiResult.Failure<LiveAssistant>(ApiFailure.Rejected rejection))) {
      return Attempt.ended(conclude(seen, sent, waiting, answer));
    }
    return isCreatedMeanwhile(seen)
        ? Attempt.ended(new ApplyResult.Outdated(seen.resource()))
        : rejected(seen, change, FailureClassifier.problem(rejection), waiting);
  }

  /** A person or another operator may create the voice integration between the read and a POST. */
  private static boolean isCreatedMeanwhile(Observed seen) {
    return !seen.live().isProvisioned()
        && seen.api().get() instanceof ApiResult.Success<LiveAssistant>;
  }

  private Attempt rejected(
      Observed seen, Plan.Change change, Problem problem, Optional<Problem> waiting) {
    Rejections.Sendable rest = rejections.rejected(seen, change, problem, waiting);
    return rest.plan() instanceof Plan.Change others
        ? new Attempt(unsent(ReconcileResults.unchanged(seen, others, problem)), Optional.of(rest))
        : Attempt.ended(unsent(waiting(seen, rest)));
  }

  /** A PATCH that may have taken effect is not sent again before a GET. */
  private static ApplyResult conclude(
      Observed seen, SentPatch sent, Optional<Problem> waiting, ApiResult<LiveAssistant> answer) {
    return switch (answer) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant shown) ->
          new ApplyResult.Done(prove(seen, sent, waiting, shown), PatchEffect.APPLIED);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) when failure.mayHaveTakenEffect() ->
          find(seen, sent, waiting, ReconcileResults.failed(seen.resource(), failure));
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          unsent(
              ReconcileResults.unchanged(
                  seen, sent.change(), ReconcileResults.failed(seen.resource(), failure)));
    };
  }

  private static ReconcileResult prove(
      Observed seen, SentPatch sent, Optional<Problem> waiting, LiveAssistant answer) {
    AssistantConfig desired = seen.desiredState().config();
    if (sent.before().isProvisioned()
        && sent.change().mayBeProvenByAnswer()
        && Proof.isIn(answer, desired, sent.fields())) {
      return ReconcileResults.answered(seen, sent, answer, waiting);
    }
    return switch (seen.api().get()) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant after) ->
          ReconcileResults.patched(seen, sent, proof(seen, sent, after), after, waiting);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          ReconcileResults.unproven(seen, sent, failure);
    };
  }

  private static Proof proof(Observed seen, SentPatch sent, LiveAssistant after) {
    return Proof.of(seen.desiredState().config(), sent.fields(), sent.before(), after);
  }

  /** Finds out whether a failed PATCH took effect. */
  private static ApplyResult find(
      Observed seen, SentPatch sent, Optional<Problem> waiting, Problem problem) {
    ReconcileResult unchanged = ReconcileResults.unchanged(seen, sent.change(), problem);
    if (!(seen.api().get() instanceof ApiResult.Success<LiveAssistant>(LiveAssistant after))) {
      return new ApplyResult.Done(unchanged, PatchEffect.UNKNOWN);
    }
    Proof proof = proof(seen, sent, after);
    if (isTaken(sent, proof, after)) {
      return new ApplyResult.Done(
          ReconcileResults.patched(seen, sent, proof, after, waiting), PatchEffect.APPLIED);
    }
    return new ApplyResult.Done(
        unchanged, isAsBefore(sent, after) ? PatchEffect.NONE : PatchEffect.UNKNOWN);
  }

  /**
   * Whether a failed PATCH took effect: the API shows all that was sent, or at least something
   * other than before, which it then made of the PATCH. A field that it shows neither before nor
   * after the PATCH says nothing. A voice integration that can be read was created.
   */
  private static boolean isTaken(SentPatch sent, Proof proof, LiveAssistant after) {
    if (!sent.before().isProvisioned()) {
      return true;
    }
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
