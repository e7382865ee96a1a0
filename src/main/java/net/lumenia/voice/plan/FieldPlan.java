package net.lumenia.voice.plan;

import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Value;

/** What to do about one managed field. */
sealed interface FieldPlan {

  /** Nothing: live shows the desired value, or the field is write-only and was sent. */
  record InSync() implements FieldPlan {}

  /**
   * Send the field.
   *
   * @param part the value; for a voice or transcriber the keys to send
   * @param correction whether the applied value was changed outside of the spec
   * @param lastAttempt whether an earlier PATCH of the same value did not take effect
   * @param flapping present if the field flaps and its pause is over
   */
  record Send(
      Value part,
      List<Difference> differences,
      boolean correction,
      boolean lastAttempt,
      Optional<Flapping> flapping)
      implements FieldPlan {}

  /** A PATCH was sent seconds ago. Check again before the next one, because reads may be stale. */
  record Verify(List<Difference> differences) implements FieldPlan {}

  /** Two PATCHes did not change the field. Wait until the spec or the live value changes. */
  record Unconverged(List<Difference> differences) implements FieldPlan {}

  /** Another writer keeps changing the field. The next correction waits. */
  record Wait(List<Difference> differences, Flapping flapping) implements FieldPlan {}

  /** The field changed only outside of the spec, and the policy leaves it. */
  record Ignored(List<Difference> differences) implements FieldPlan {}

  /**
   * The PATCH would overwrite a value that the operator did not set, and the policy forbids that.
   */
  record Refuse(List<Difference> differences) implements FieldPlan {}

  /** The value must not be sent. */
  record Invalid(List<Violation> violations, List<Difference> differences) implements FieldPlan {}

  /** The live value is unreadable. */
  record Unreadable(String path, String problem) implements FieldPlan {}

  /** Why the field is not sent although it differs; empty if it will be, or does not differ. */
  default Optional<Hold> hold() {
    return switch (this) {
      case InSync _, Unreadable _, Send _, Verify _ -> Optional.empty();
      case Unconverged _ -> Optional.of(Hold.NOT_CONVERGING);
      case Wait _ -> Optional.of(Hold.FLAPPING);
      case Ignored _ -> Optional.of(Hold.IGNORED);
      case Refuse _ -> Optional.of(Hold.REFUSED);
      case Invalid _ -> Optional.of(Hold.INVALID);
    };
  }

  /** The parts that do not show their desired values. */
  default List<Difference> differences() {
    return switch (this) {
      case InSync _, Unreadable _ -> List.of();
      case Send send -> send.differences();
      case Verify verify -> verify.differences();
      case Unconverged unconverged -> unconverged.differences();
      case Wait wait -> wait.differences();
      case Ignored ignored -> ignored.differences();
      case Refuse refuse -> refuse.differences();
      case Invalid invalid -> invalid.differences();
    };
  }
}
