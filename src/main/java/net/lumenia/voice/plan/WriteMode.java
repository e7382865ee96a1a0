package net.lumenia.voice.plan;

import java.util.Optional;

/** When a change may be sent: the mode of a VoiceAssistant. */
public sealed interface WriteMode {

  /** Mode Apply: at once. */
  record Always() implements WriteMode {}

  /**
   * Mode Plan: when the approval equals the hash of the change.
   *
   * @param plan the approved hash
   */
  record OnceApproved(Optional<String> plan) implements WriteMode {}

  /** Mode Observe: never. */
  record Never() implements WriteMode {}
}
