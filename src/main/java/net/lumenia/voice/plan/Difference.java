package net.lumenia.voice.plan;

import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
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
 * @param invisible what differs, if a reader does not see it
 */
public record Difference(
    Field field,
    String path,
    String desired,
    Optional<String> live,
    boolean shown,
    Optional<InvisibleDifference> invisible) {

  /** A field as a whole. */
  static Difference ofField(Field field, Value desired, Live<LiveValue> live) {
    return new Difference(
        field,
        field.specName(),
        Display.of(desired),
        live instanceof Live.Reported<LiveValue>(LiveValue shown)
            ? Optional.of(Display.of(shown))
            : Optional.empty(),
        !(live instanceof Live.Unreported<LiveValue>),
        invisible(field, desired, live));
  }

  /** A live text of which only a part is kept may differ in the rest. */
  private static Optional<InvisibleDifference> invisible(
      Field field, Value desired, Live<LiveValue> live) {
    return field.type() instanceof FieldType.Text(int maxLength)
            && desired instanceof Value.Text(String text)
            && live instanceof Live.Reported<LiveValue>(Value.Text(String shown))
            && shown.codePointCount(0, shown.length()) <= maxLength
        ? InvisibleDifference.between(text, shown)
        : Optional.empty();
  }

  /** A key of a voice or transcriber. */
  static Difference ofKey(Field field, String key, String desired, Live<String> live) {
    Optional<String> value =
        live instanceof Live.Reported<String>(String text) ? Optional.of(text) : Optional.empty();
    return new Difference(
        field,
        field.specName() + "." + key,
        desired,
        value,
        !(live instanceof Live.Unreported<String>),
        value.flatMap(shown -> InvisibleDifference.between(desired, shown)));
  }

  Difference notShown() {
    return new Difference(field, path, desired, live, false, invisible);
  }

  Difference withInvisible(Optional<InvisibleDifference> only) {
    return new Difference(field, path, desired, live, shown, only);
  }
}
