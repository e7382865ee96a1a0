package net.lumenia.voice.plan;

import java.util.Optional;

/** Whether a PATCH that is called for may be sent: what the modes of an assistant come to. */
public sealed interface WriteMode {

  /** Mode Apply: at once. */
  record Always() implements WriteMode {}

  /**
   * Mode Plan: "sent only when {@code approvedPlan} equals the hash".
   *
   * @param plan what was approved
   */
  record OnceApproved(Optional<String> plan) implements WriteMode {}

  /** Mode Observe: "never writes". */
  record Never() implements WriteMode {}
}
