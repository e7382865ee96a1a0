package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.function.Function;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Hashes of live values, for status; those of desired values are an {@link AppliedValue}. Equal
 * values have equal hashes, and different values different ones, except for collisions of 48 bits.
 * A collision harms only the resource of the user who made it: its change counts as sent. Approvals
 * use {@link #strong}.
 */
public final class Fingerprint {

  private Fingerprint() {}

  /** The hash of the managed part of a live value. */
  public static String of(Value desired, Live<LiveValue> live) {
    return desired instanceof Component component
            && live instanceof Live.Reported<LiveValue>(LiveValue.Keys shown)
        ? of(new Live.Reported<>(managed(component, shown)))
        : of(live);
  }

  private static LiveValue managed(Component desired, LiveValue.Keys shown) {
    var keys = new LinkedHashMap<>(shown.keys());
    keys.keySet().retainAll(desired.keys().keySet());
    return new LiveValue.Keys(keys);
  }

  /** The hash of a live value. */
  public static String of(Live<LiveValue> live) {
    return Digest.of(canonical(live, Fingerprint::canonical));
  }

  /** The hash of a live value with 128 bits, for which no user can make a collision. */
  static String strong(Live<LiveValue> live) {
    return Digest.strong(canonical(live, Fingerprint::canonical));
  }

  /** Absent values have forms that no JSON value has. */
  private static <T> String canonical(Live<T> live, Function<T, String> canonicalValue) {
    return switch (live) {
      case Live.Reported<T>(T value) -> canonicalValue.apply(value);
      case Live.Unset<T> _ -> "null";
      case Live.Unreported<T> _ -> "unreported";
      case Live.Unreadable<T> _ -> "unreadable";
    };
  }

  private static String canonical(LiveValue value) {
    return switch (value) {
      case Value.Text text -> PatchBody.render(text);
      case Value.WholeNumber number -> PatchBody.render(number);
      case LiveValue.Keys keys -> canonical(keys);
      case LiveValue.Items(var items) ->
          items.stream().map(Fingerprint::canonical).collect(joining(",", "[", "]"));
    };
  }

  private static String canonical(LiveValue.Keys keys) {
    return keys.keys().entrySet().stream()
        .map(key -> key.getKey() + ":" + canonical(key.getValue(), Fingerprint::quoted))
        .collect(joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    return PatchBody.render(new Value.Text(text));
  }
}
