package net.lumenia.voice.reconcile;

import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Outcome;

/** What came of carrying out a plan. */
sealed interface Application {

  /** The plan was carried out, as far as the API let it. */
  record Done(Outcome outcome) implements Application {}

  /** The resource has changed since it was read from the cache; nothing was sent. */
  record Outdated(VoiceAssistant fresh) implements Application {}

  /** The resource is gone or is being deleted; nothing was sent. */
  record Gone() implements Application {}
}
