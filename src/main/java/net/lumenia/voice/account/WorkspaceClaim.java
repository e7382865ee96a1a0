package net.lumenia.voice.account;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;

/**
 * A VoiceAssistant's claim on a workspace, with all that decides whom it belongs to.
 *
 * @param key of the VoiceAssistant
 * @param created when, in seconds, as the API server counts
 * @param account key of its LumeniaAccount
 */
public record WorkspaceClaim(String key, String created, String account, WorkspaceSlug workspace) {

  /** "The older wins", ties by namespace and name. */
  static final Comparator<WorkspaceClaim> OLDER =
      Comparator.comparing(WorkspaceClaim::created).thenComparing(WorkspaceClaim::key);

  /**
   * The claim of an assistant: "Mode Observe neither owns nor conflicts; a suspended one still
   * owns." What can't be understood, or is being deleted, owns nothing either.
   */
  public static Optional<WorkspaceClaim> of(VoiceAssistant assistant) {
    if (assistant.isMarkedForDeletion() || References.isObserving(assistant)) {
      return Optional.empty();
    }
    return SpecReader.read(assistant.decodeSpec()) instanceof SpecReading.Usable(var desiredState)
        ? Optional.of(of(assistant, desiredState))
        : Optional.empty();
  }

  public static WorkspaceClaim of(VoiceAssistant assistant, DesiredState desiredState) {
    return new WorkspaceClaim(
        References.key(assistant),
        Objects.requireNonNullElse(assistant.getMetadata().getCreationTimestamp(), ""),
        References.account(assistant),
        desiredState.workspace());
  }
}
