package net.lumenia.voice.reconcile;

import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.status.ReconcileResult;

/** Hears of every reconcile of an assistant, once its status is written. */
@FunctionalInterface
public interface ReconcileListener {

  /**
   * One reconcile is over.
   *
   * @param previous the status before it
   */
  void reconciled(VoiceAssistant resource, VoiceAssistantStatus previous, ReconcileResult outcome);
}
