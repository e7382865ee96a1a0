package net.lumenia.voice.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.plan.AssistantPatch;
import net.lumenia.voice.plan.LostKeys;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.ReplacedValues;

/** The result of a reconcile. */
public sealed interface ReconcileResult {

  /** The assistant was not read; status keeps what it knows. */
  record Blocked(Problem problem) implements ReconcileResult {}

  /** The assistant was read, and no PATCH is known to have taken effect. */
  record Unchanged(CheckReport report, Optional<Problem> problem) implements ReconcileResult {}

  /** The assistant was read; the mode allows no PATCH. */
  record ObserveOnly(CheckReport report) implements ReconcileResult {}

  /** The assistant was read, and a change waits for approval. */
  record AwaitingApproval(CheckReport report, Plan.AwaitingApproval plan, Problem problem)
      implements ReconcileResult {

    /** Whether the change would create the voice integration. */
    public boolean provisions() {
      return !report.live().isProvisioned();
    }

    /** The hash that approves the change. */
    public String hash() {
      return plan.hash();
    }

    /** The fields that the change would send. */
    public Set<Field> fields() {
      return plan.change().patch().fields();
    }
  }

  /**
   * The API took a PATCH.
   *
   * @param report the check after it
   * @param problem present if it is not proven
   */
  record Patched(CheckReport report, SentPatch sent, Optional<Problem> problem)
      implements ReconcileResult {}

  /**
   * A PATCH that the API took.
   *
   * @param time when it was sent
   * @param before what the API showed before it
   * @param writeOnly the parts that the API does not report
   * @param sideEffects fields that it did not carry and that were as desired before it, but not
   *     after it
   * @param answered whether its own answer is all that proves it
   */
  record SentPatch(
      Plan.Change change,
      Instant time,
      LiveAssistant before,
      Set<String> writeOnly,
      Set<Field> sideEffects,
      boolean answered) {

    /** A PATCH that was just sent. */
    public SentPatch(Plan.Change change, Instant time, LiveAssistant before) {
      this(change, time, before, Set.of(), Set.of(), false);
    }

    public AssistantPatch patch() {
      return change.patch();
    }

    /** The fields of the PATCH. */
    public Set<Field> fields() {
      return patch().fields();
    }

    /** The fields that another writer had changed. */
    public Set<Field> corrections() {
      return change.corrections();
    }

    /** Whether it created the voice integration. */
    public boolean provisions() {
      return !before.isProvisioned();
    }

    /** Whether a value was there before, so that a revision keeps it. */
    boolean replacesValues() {
      return ReplacedValues.of(patch(), before).isPresent();
    }

    /** The fields that were sent for the second and last time. */
    public Set<Field> lastAttempts() {
      return change.lastAttempts();
    }

    /** Whether a field is, or became, something else by this PATCH and not by another writer. */
    boolean concerns(Field field) {
      return fields().contains(field) || sideEffects.contains(field);
    }

    /**
     * The fields that it changed while it set back what the one before it had changed. Two fields
     * of which each one changes the other must not be sent forever.
     */
    Set<Field> counterEffects() {
      return corrections().containsAll(lastAttempts()) ? Set.of() : sideEffects;
    }
  }

  /** The check, if the assistant was read. */
  default Optional<CheckReport> seen() {
    return switch (this) {
      case Blocked _ -> Optional.empty();
      case Unchanged unchanged -> Optional.of(unchanged.report());
      case ObserveOnly observed -> Optional.of(observed.report());
      case AwaitingApproval waiting -> Optional.of(waiting.report());
      case Patched patched -> Optional.of(patched.report());
    };
  }

  /** The problem that keeps the assistant from being ready; empty if it is ready. */
  default Optional<Problem> openProblem() {
    return switch (this) {
      case Blocked blocked -> Optional.of(blocked.problem());
      case Unchanged unchanged -> unchanged.problem();
      case ObserveOnly _ -> Optional.empty();
      case AwaitingApproval waiting -> Optional.of(waiting.problem());
      case Patched patched -> patched.problem();
    };
  }

  /** The PATCH, if the API took one. */
  default Optional<SentPatch> sentPatch() {
    return this instanceof Patched patched ? Optional.of(patched.sent()) : Optional.empty();
  }

  /**
   * The keys that the PATCH removed from some of its fields although no spec can have them, such as
   * {@code fallbackVoices[0].speed}.
   */
  default List<String> lostKeys(Set<Field> fields) {
    return this instanceof Patched(CheckReport report, SentPatch sent, _)
        ? LostKeys.of(sent.patch(), fields, sent.before(), report.live(), report.found().fields())
        : List.of();
  }

  /** Why it is ready or not. */
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
