package net.lumenia.voice.plan;

import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * A live value as {@link FieldState} remembers it.
 *
 * @param text {@link Fingerprint#of(Value, Live)}
 * @param reported whether the response mentions the field
 */
public record LiveFingerprint(String text, boolean reported) {

  /** The managed part of a live value. */
  public static LiveFingerprint of(Value desired, Live<LiveValue> live) {
    return new LiveFingerprint(
        Fingerprint.of(desired, live), !(live instanceof Live.Unreported<LiveValue>));
  }
}
