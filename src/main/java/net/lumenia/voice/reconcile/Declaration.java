package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.WorkspaceSlug;

/**
 * What a usable VoiceAssistant says.
 *
 * @param accountName the LumeniaAccount in the same namespace
 * @param resyncInterval empty for the operator's default
 */
public record Declaration(
    WorkspaceSlug workspace,
    String accountName,
    AssistantConfig config,
    Optional<Duration> resyncInterval) {

  /** The LumeniaAccount that is meant when none is named. */
  static final String DEFAULT_ACCOUNT = "default";
}
