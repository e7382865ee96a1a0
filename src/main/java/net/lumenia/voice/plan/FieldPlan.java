package net.lumenia.voice.plan;

import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Value;

/** What is to be done about one managed field. */
sealed interface FieldPlan {

  /** Nothing: live shows what is desired, or is known not to show it and was sent. */
  record InSync() implements FieldPlan {}

  /**
   * Send this.
   *
   * @param part the value, or of a voice or transcriber the keys that have to be sent
   * @param correction whether somebody else changed what was applied
   * @param lastAttempt whether an earlier PATCH of the same value did not take
   * @param flapping present if it is a correction of many, whose pause is over
   */
  record Send(
      Value part,
      List<Difference> differences,
      boolean correction,
      boolean lastAttempt,
      Optional<Flapping> flapping)
      implements FieldPlan {}

  /** It was sent moments ago: look again before sending again, stale reads exist. */
  record Verify(List<Difference> differences) implements FieldPlan {}

  /** Two PATCHes did not change it: wait until the spec or the live value does. */
  record Unconverged(List<Difference> differences) implements FieldPlan {}

  /** Another writer keeps changing it: the next correction has to wait. */
  record Wait(List<Difference> differences, Flapping flapping) implements FieldPlan {}

  /** It changed only outside, and the policy leaves it so. */
  record Ignored(List<Difference> differences) implements FieldPlan {}

  /** It would overwrite what somebody else put there, and the policy refuses that. */
  record Refuse(List<Difference> differences) implements FieldPlan {}

  /** It must not be sent. */
  record Invalid(List<Violation> violations, List<Difference> differences) implements FieldPlan {}

  /** The API's answer can't be read here. */
  record Unreadable(String path, String problem) implements FieldPlan {}

  /** The parts that do not show the desired value. */
  default List<Difference> differences() {
    return switch (this) {
      case InSync _, Unreadable _ -> List.of();
      case Send send -> send.differences();
      case Verify verify -> verify.differences();
      case Unconverged hold -> hold.differences();
      case Wait wait -> wait.differences();
      case Ignored tolerate -> tolerate.differences();
      case Refuse refuse -> refuse.differences();
      case Invalid violate -> violate.differences();
    };
  }
}
