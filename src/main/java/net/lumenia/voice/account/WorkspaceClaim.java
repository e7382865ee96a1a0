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
 * A VoiceAssistant's claim to own a workspace.
 *
 * @param key the key of the VoiceAssistant
 * @param created the creation timestamp of the VoiceAssistant, in seconds
 * @param account the key of its LumeniaAccount
 * @param workspace in its canonical spelling
 */
public record WorkspaceClaim(String key, String created, String account, WorkspaceSlug workspace) {

  /** Owners first: the older claim, and among equally old ones by namespace and name. */
  static final Comparator<WorkspaceClaim> OLDER =
      Comparator.comparing(WorkspaceClaim::created).thenComparing(WorkspaceClaim::key);

  /**
   * The claim of an assistant; empty in mode Observe, if the spec is invalid, and during deletion.
   * A suspended assistant keeps its claim.
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
        desiredState.workspace().canonical());
  }
}
