/** Reconciles VoiceAssistants in four steps: observe, plan, apply, report. */
@NullMarked
package net.lumenia.voice.reconcile;

import org.jspecify.annotations.NullMarked;
