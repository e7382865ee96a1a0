package net.lumenia.voice.cli;

import java.util.Optional;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.SessionResult;

/**
 * A workspace to read.
 *
 * @param namespace of the LumeniaAccount; empty for the one in which the user works
 * @param account the name of the LumeniaAccount
 * @param name of its VoiceAssistant in the cluster; empty to derive one
 */
record WorkspaceTarget(
    WorkspaceSlug workspace, Optional<String> namespace, String account, Optional<String> name) {

  /** The session with its account. */
  SessionResult session(AccountSessions sessions) {
    return namespace
        .map(where -> sessions.session(where, account))
        .orElseGet(() -> sessions.session(account));
  }
}
