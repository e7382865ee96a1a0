package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.account.FailureClassifier;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.numbers.NumberResult;
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.Flapping;
import net.lumenia.voice.plan.Hold;
import net.lumenia.voice.plan.LostKeys;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Proof;
import net.lumenia.voice.plan.SideEffects;
import net.lumenia.voice.plan.ViolationText;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.spec.WorkspaceHint;
import net.lumenia.voice.status.CheckReport;
import net.lumenia.voice.status.NumberMessages;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.ReadyMessages;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.ReconcileResult;
import net.lumenia.voice.status.ReconcileResult.SentPatch;

/** Makes the results of carrying out a plan, with their messages. Pure functions. */
final class ReconcileResults {

  private ReconcileResults() {}

  /** The problem of a failed call. If the API knows no such workspace, the spec may say why. */
  static Problem failed(VoiceAssistant resource, ApiFailure failure) {
    Problem problem = FailureClassifier.problem(failure);
    Optional<String> hint =
        switch (failure) {
          case ApiFailure.NotFound _ -> WorkspaceHint.of(resource.decodeSpec());
          case ApiFailure.NotProvisioned _ -> Optional.of(ReadyMessages.NOT_PROVISIONED);
          default -> Optional.empty();
        };
    return hint.map(text -> new Problem(problem.reason(), problem.message() + "; " + text))
        .orElse(problem);
  }

  /** The spec gives a phone number that the account does not have once. */
  static Problem noNumber(PhoneNumber number, NumberResult.Unresolved found) {
    return new Problem(
        Reason.NUMBER_NOT_FOUND, NumberMessages.notFound(number, found.lookup(), found.all()));
  }

  /** A missing list is not a missing assistant. */
  static Problem noNumberList(PhoneNumber number, ApiFailure failure) {
    Problem problem = FailureClassifier.problem(failure);
    return new Problem(
        failure instanceof ApiFailure.NotFound ? Reason.NUMBER_NOT_FOUND : problem.reason(),
        NumberMessages.unreadable(number, problem.message()),
        problem.retryAfter());
  }

  static ReconcileResult unreadable(Plan.Unreadable plan) {
    return new ReconcileResult.Blocked(
        new Problem(Reason.BAD_RESPONSE, ReadyMessages.unreadable(plan)));
  }

  static ReconcileResult invalid(Observed seen, Plan.Invalid plan) {
    Optional<String> reservation =
        plan.restsOnCatalog() ? seen.catalog().stalenessNote() : Optional.empty();
    String message = ViolationText.of(plan.violations()) + reservation.map("; "::concat).orElse("");
    return unchanged(seen, plan.found(), new Problem(Reason.CATALOG_VIOLATION, message));
  }

  static ReconcileResult conflict(Observed seen, Plan.Conflict plan) {
    var problem = new Problem(Reason.DRIFT_CONFLICT, ReadyMessages.driftConflict(plan));
    return unchanged(seen, plan.found(), problem);
  }

  static ReconcileResult awaitingApproval(Observed seen, Plan.AwaitingApproval plan) {
    var metadata = seen.resource().getMetadata();
    var message =
        ReadyMessages.awaitingApproval(
            metadata.getNamespace(),
            metadata.getName(),
            plan,
            !seen.live().isProvisioned(),
            LostKeys.ahead(plan.change().patch(), seen.live()));
    return new ReconcileResult.AwaitingApproval(
        report(seen, seen.live(), plan.change().found()),
        plan,
        new Problem(Reason.AWAITING_APPROVAL, message));
  }

  static ReconcileResult observeOnly(Observed seen, Plan.ObserveOnly plan) {
    return new ReconcileResult.ObserveOnly(report(seen, seen.live(), plan.found()));
  }

  /**
   * Nothing was sent.
   *
   * @param waiting the problem about what the API rejected, if anything waits for that reason
   */
  static ReconcileResult noChange(Observed seen, Plan.NoChange plan, Optional<Problem> waiting) {
    return new ReconcileResult.Unchanged(
        report(seen, seen.live(), plan.found()),
        unfinished(plan.verifying(), waiting, plan.found()));
  }

  /**
   * The API took the PATCH, and a GET followed.
   *
   * @param waiting as for {@link #noChange}
   */
  static ReconcileResult patched(
      Observed seen, SentPatch sent, Proof proof, LiveAssistant after, Optional<Problem> waiting) {
    return patched(seen, sent, proof, after, waiting, false);
  }

  /**
   * The API took the PATCH, and its answer shows all that was sent.
   *
   * @param waiting as for {@link #noChange}
   */
  static ReconcileResult answered(
      Observed seen, SentPatch sent, LiveAssistant answer, Optional<Problem> waiting) {
    return patched(seen, sent, Proof.COMPLETE, seen.live().updatedWith(answer), waiting, true);
  }

  private static ReconcileResult patched(
      Observed seen,
      SentPatch sent,
      Proof proof,
      LiveAssistant after,
      Optional<Problem> waiting,
      boolean answered) {
    var effects = SideEffects.of(seen.desiredState().config(), sent.change(), sent.before(), after);
    Diff found = effects.found(sent.change(), proof);
    return new ReconcileResult.Patched(
        report(seen, after, found),
        new SentPatch(
            sent.change(),
            sent.time(),
            sent.before(),
            proof.writeOnly(),
            effects.fields(),
            answered),
        unfinished(union(proof.unproven(), effects.fields()), waiting, found));
  }

  private static Set<Field> union(Set<Field> some, Set<Field> others) {
    return Stream.concat(some.stream(), others.stream()).collect(toUnmodifiableSet());
  }

  /** The API took the PATCH, and the GET that should prove it failed. */
  static ReconcileResult unproven(Observed seen, SentPatch sent, ApiFailure failure) {
    var problem =
        new Problem(Reason.VERIFYING, ReadyMessages.unproven(sent.fields(), failure.message()));
    return new ReconcileResult.Patched(
        report(seen, seen.live(), sent.change().found()), sent, Optional.of(problem));
  }

  /** No PATCH was sent, or none that is known to have taken effect. */
  static ReconcileResult unchanged(Observed seen, Plan.Change change, Problem problem) {
    return unchanged(seen, change.found(), problem);
  }

  private static ReconcileResult unchanged(Observed seen, Diff found, Problem problem) {
    return new ReconcileResult.Unchanged(report(seen, seen.live(), found), Optional.of(problem));
  }

  private static CheckReport report(Observed seen, LiveAssistant live, Diff found) {
    return new CheckReport(
        seen.desiredState().config(), live, found, seen.catalog().notes(live), seen.numbers());
  }

  private static Optional<Problem> unfinished(
      Set<Field> verifying, Optional<Problem> waiting, Diff found) {
    if (!verifying.isEmpty()) {
      return Optional.of(new Problem(Reason.VERIFYING, ReadyMessages.notShownYet(verifying)));
    }
    return waiting.or(() -> held(found));
  }

  private static Optional<Problem> held(Diff found) {
    Set<Field> notConverging = found.held(Hold.NOT_CONVERGING);
    if (!notConverging.isEmpty()) {
      return Optional.of(
          new Problem(Reason.NOT_CONVERGING, ReadyMessages.notConverging(notConverging, found)));
    }
    Map<Field, Flapping> waiting =
        found.flapping().entrySet().stream()
            .filter(entry -> entry.getValue().waits())
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(new Problem(Reason.FLAPPING, ReadyMessages.flapping(waiting)));
  }
}
