package net.lumenia.voice.plan;

import java.util.Optional;

/** Whether a PATCH that is called for may be sent: what the modes of an assistant come to. */
public sealed interface Permission {

  /** Mode Apply: at once. */
  record Always() implements Permission {}

  /**
   * Mode Plan: "sent only when {@code approvedPlan} equals the hash".
   *
   * @param plan what was approved
   */
  record OnceApproved(Optional<String> plan) implements Permission {}

  /** Mode Observe: "never writes". */
  record Never() implements Permission {}
}
