package net.lumenia.voice.audit;

import java.util.Locale;
import net.lumenia.voice.assistant.WorkspaceSlug;

/**
 * What an auditor should look at.
 *
 * @param place of the declaration, such as {@code shop.yaml:3:5}; of the workspace if there is none
 * @param message what is wrong and what to do
 */
public record Finding(Kind kind, WorkspaceSlug workspace, String place, String message) {

  /** The kinds, as machine formats name them. */
  public enum Kind {
    /** No VoiceAssistant declares the workspace. */
    UNMANAGED,
    /** Several VoiceAssistants declare the workspace. */
    DUPLICATE,
    /** The catalog no longer has a live value. */
    RETIRED,
    /** A text has a placeholder that was never replaced. */
    PLACEHOLDER,
    /** A fallback fails together with what it is for. */
    SAME_PROVIDER;

    /** The kind in machine formats. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
