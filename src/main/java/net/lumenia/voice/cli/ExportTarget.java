package net.lumenia.voice.cli;

import java.util.Optional;
import net.lumenia.voice.assistant.WorkspaceSlug;

/**
 * A workspace to export.
 *
 * @param account the LumeniaAccount
 * @param name of its VoiceAssistant in the cluster; empty to derive one
 */
record ExportTarget(WorkspaceSlug workspace, String account, Optional<String> name) {}
