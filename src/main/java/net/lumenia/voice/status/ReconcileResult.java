package net.lumenia.voice.status;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.plan.AssistantPatch;

/** The result of one reconcile. */
public sealed interface ReconcileResult {

  /** The assistant could not be read; status keeps what it knows of it. */
  record Blocked(Problem problem) implements ReconcileResult {}

  /** The assistant was checked; nothing was sent, or no PATCH is known to have taken effect. */
  record Unchanged(CheckReport report, Optional<Problem> problem) implements ReconcileResult {}

  /** The assistant was checked in mode Observe. */
  record ObserveOnly(CheckReport report) implements ReconcileResult {}

  /**
   * The assistant was checked, and a change waits for approval.
   *
   * @param hash the value of {@code spec.approvedPlan} that approves it
   * @param fields the fields that it would send
   */
  record AwaitingApproval(CheckReport report, String hash, Set<Field> fields, Problem problem)
      implements ReconcileResult {}

  /**
   * The API accepted a PATCH.
   *
   * @param report the check after it
   * @param problem present if the PATCH is not proven
   */
  record Patched(CheckReport report, SentPatch sent, Optional<Problem> problem)
      implements ReconcileResult {}

  /**
   * A PATCH that the API accepted.
   *
   * @param corrections fields that had drifted
   * @param lastAttempts fields that were sent for the second and last time
   * @param writeOnly the parts that the API does not report
   * @param sideEffects fields that the PATCH did not contain and that were in sync before it, but
   *     not after it
   * @param before what the API reported before the PATCH
   * @param answered whether the response to the PATCH is its only proof
   */
  record SentPatch(
      AssistantPatch patch,
      Instant time,
      Set<Field> corrections,
      Set<Field> lastAttempts,
      Set<String> writeOnly,
      Set<Field> sideEffects,
      LiveAssistant before,
      boolean answered) {

    /** Whether this PATCH, and not another writer, changed a field. */
    boolean concerns(Field field) {
      return patch.fields().contains(field) || sideEffects.contains(field);
    }

    /**
     * The side effects of a PATCH that corrected side effects of the PATCH before it. Two fields
     * that change each other must not be sent forever.
     */
    Set<Field> counterEffects() {
      return corrections.containsAll(lastAttempts) ? Set.of() : sideEffects;
    }
  }

  /** The check; empty if the assistant could not be read. */
  default Optional<CheckReport> seen() {
    return switch (this) {
      case Blocked _ -> Optional.empty();
      case Unchanged unchanged -> Optional.of(unchanged.report());
      case ObserveOnly observed -> Optional.of(observed.report());
      case AwaitingApproval waiting -> Optional.of(waiting.report());
      case Patched patched -> Optional.of(patched.report());
    };
  }

  /** Why the assistant is not ready; empty if it is. */
  default Optional<Problem> openProblem() {
    return switch (this) {
      case Blocked blocked -> Optional.of(blocked.problem());
      case Unchanged unchanged -> unchanged.problem();
      case ObserveOnly _ -> Optional.empty();
      case AwaitingApproval waiting -> Optional.of(waiting.problem());
      case Patched patched -> patched.problem();
    };
  }

  /** The PATCH, if the API accepted one. */
  default Optional<SentPatch> sentPatch() {
    return this instanceof Patched patched ? Optional.of(patched.sent()) : Optional.empty();
  }

  /** The reason of the condition Ready. */
  default Reason reason() {
    boolean differs = seen().filter(report -> !report.drift().isEmpty()).isPresent();
    return openProblem()
        .map(Problem::reason)
        .orElseGet(
            () ->
                this instanceof ObserveOnly
                    ? Reason.OBSERVED
                    : differs ? Reason.DRIFT_REPORTED : Reason.SYNCED);
  }
}
