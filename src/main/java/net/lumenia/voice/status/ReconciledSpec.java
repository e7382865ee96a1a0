package net.lumenia.voice.status;

import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.WorkspaceSlug;

/**
 * The spec that a result is about.
 *
 * @param workspace empty if the spec could not be read
 * @param desired the managed fields, without a prompt that could not be read; empty if the spec
 *     could not be read
 * @param request of a user for this check, if it was requested
 * @param approval of the change, if the mode needs one
 */
public record ReconciledSpec(
    long generation,
    Optional<WorkspaceSlug> workspace,
    Optional<AssistantConfig> desired,
    Optional<String> request,
    Optional<Approval> approval) {

  /** A spec in a mode without approvals, whose check no user requested. */
  public ReconciledSpec(
      long generation, Optional<WorkspaceSlug> workspace, Optional<AssistantConfig> desired) {
    this(generation, workspace, desired, Optional.empty(), Optional.empty());
  }

  /** A spec that could not be read. */
  public static ReconciledSpec unreadable(long generation) {
    return new ReconciledSpec(generation, Optional.empty(), Optional.empty());
  }
}
