package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;

import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Fingerprints of values, for status. Two desired values have the same one if and only if they are
 * the same (but for collisions of 48 bits of SHA-256).
 */
public final class Fingerprint {

  private Fingerprint() {}

  /** The fingerprint of a desired value. */
  public static String of(Value value) {
    return Digest.of(canonical(value));
  }

  /** The fingerprint of what the API shows of a field. */
  public static String of(Live<LiveValue> live) {
    return Digest.of(canonical(live));
  }

  private static String canonical(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.NumberId(long id) -> Long.toString(id);
      case Component component -> PatchBody.render(component);
      case Value.Fallbacks list -> PatchBody.render(list);
    };
  }

  private static String canonical(Live<LiveValue> live) {
    return live instanceof Live.Reported<LiveValue>(LiveValue value)
        ? canonical(value)
        : state(live);
  }

  private static String canonical(LiveValue value) {
    return switch (value) {
      case Value.Text text -> canonical((Value) text);
      case Value.NumberId number -> canonical((Value) number);
      case LiveValue.Keys keys -> canonical(keys);
      case LiveValue.Items(var items) ->
          items.stream().map(Fingerprint::canonical).collect(joining("\n\n"));
    };
  }

  private static String canonical(LiveValue.Keys keys) {
    return keys.keys().entrySet().stream()
        .map(key -> key.getKey() + "=" + state(key.getValue()))
        .collect(joining("\n"));
  }

  private static String state(Live<?> live) {
    return switch (live) {
      case Live.Reported<?>(Object value) -> "value " + value;
      case Live.Unset<?> _ -> "unset";
      case Live.Unreported<?> _ -> "unreported";
      case Live.Unreadable<?> _ -> "unreadable";
    };
  }
}
