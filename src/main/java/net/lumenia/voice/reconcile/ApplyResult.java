package net.lumenia.voice.reconcile;

import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.ReconcileResult;

/** What came of carrying out a plan. */
sealed interface ApplyResult {

  /** The plan was carried out, as far as the API let it. */
  record Done(ReconcileResult outcome) implements ApplyResult {}

  /** The resource has changed since it was read from the cache; nothing was sent. */
  record Outdated(VoiceAssistant fresh) implements ApplyResult {}

  /** The resource is gone or is being deleted; nothing was sent. */
  record Gone() implements ApplyResult {}
}
