package net.lumenia.voice.reconcile;

import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.revision.PatchEffect;
import net.lumenia.voice.status.ReconcileResult;

/** What comes of carrying out a plan. */
sealed interface ApplyResult {

  /**
   * The plan was carried out, as far as the API allowed it.
   *
   * @param effect of the PATCH on the live assistant; none if there was no PATCH
   */
  record Done(ReconcileResult result, PatchEffect effect) implements ApplyResult {}

  /**
   * What the plan rests on has changed: the resource since it was read from the cache, so nothing
   * was sent, or the workspace, which has a voice integration now, so the API rejected the POST.
   */
  record Outdated(VoiceAssistant fresh) implements ApplyResult {}

  /** The resource is deleted, is being deleted or has left the slice; nothing was sent. */
  record Gone() implements ApplyResult {}

  /** What the PATCH did to the live assistant, if one was sent. */
  default PatchEffect effect() {
    return this instanceof Done done ? done.effect() : PatchEffect.NONE;
  }
}
