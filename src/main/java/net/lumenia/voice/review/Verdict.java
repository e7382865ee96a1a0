package net.lumenia.voice.review;

import java.util.Optional;
import net.lumenia.voice.plan.AssistantPatch;

/** What the operator would do about an assistant. */
public sealed interface Verdict {

  /**
   * It would send this.
   *
   * @param planHash the approval that it needs in mode Plan; empty if what the operator remembers
   *     is not known
   * @param needsApproval whether it waits for the approval
   * @param provisions whether it creates the voice integration
   */
  record Change(
      AssistantPatch patch, Optional<String> planHash, boolean needsApproval, boolean provisions)
      implements Verdict {}

  /**
   * It would send nothing, although something differs.
   *
   * @param isInvalid whether the manifest must be corrected
   */
  record Refused(String why, boolean isInvalid) implements Verdict {}

  /** It would send nothing. */
  record Unchanged(String why) implements Verdict {}

  /** The live assistant could not be read. */
  record Failed(String why) implements Verdict {}
}
