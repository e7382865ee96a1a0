package net.lumenia.voice.plan;

import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * A managed part of an assistant that does not show its desired value.
 *
 * @param field the managed field
 * @param path the field's name in the spec, for a voice or transcriber with the key, such as {@code
 *     voice.voiceId}
 * @param desired the desired value for display; texts as digests
 * @param live the live value for display; empty if there is none
 * @param shown false if the response does not mention the part, or lacks some desired keys of a
 *     list's items and otherwise shows the desired list; the part may be write-only
 */
public record Difference(
    Field field, String path, String desired, Optional<String> live, boolean shown) {

  static Difference ofField(Field field, Value desired, Live<LiveValue> live) {
    Optional<String> value =
        live instanceof Live.Reported<LiveValue>(LiveValue shown)
            ? Optional.of(Display.of(shown))
            : Optional.empty();
    boolean shown = !(live instanceof Live.Unreported<LiveValue>);
    return new Difference(field, field.specName(), Display.of(desired), value, shown);
  }

  Difference notShown() {
    return new Difference(field, path, desired, live, false);
  }

  static Difference ofKey(Field field, String key, String desired, Live<String> live) {
    Optional<String> value =
        live instanceof Live.Reported<String>(String text) ? Optional.of(text) : Optional.empty();
    boolean shown = !(live instanceof Live.Unreported<String>);
    return new Difference(field, field.specName() + "." + key, desired, value, shown);
  }
}
