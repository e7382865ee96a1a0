/** LumeniaAccount: token, base URL, readiness, and which VoiceAssistant owns a workspace. */
@NullMarked
package net.lumenia.voice.account;

import org.jspecify.annotations.NullMarked;
