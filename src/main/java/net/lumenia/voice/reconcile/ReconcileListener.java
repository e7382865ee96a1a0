package net.lumenia.voice.reconcile;

import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.status.ReconcileResult;

/** Learns of every reconcile of an assistant after its status is written. */
@FunctionalInterface
public interface ReconcileListener {

  /**
   * A reconcile has ended.
   *
   * @param previous the status before it
   */
  void reconciled(VoiceAssistant resource, VoiceAssistantStatus previous, ReconcileResult result);
}
