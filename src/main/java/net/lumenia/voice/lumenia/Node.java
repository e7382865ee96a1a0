package net.lumenia.voice.lumenia;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.Live;

/**
 * A JSON value and its path.
 *
 * @param path such as {@code assistant.fallbackVoices[2].voiceId}; {@code $} is the root
 */
record Node(String path, JsonValue json) {

  static final String ROOT = "$";

  static Node root(JsonValue json) {
    return new Node(ROOT, json);
  }

  /** The member of this name; absent if there is none. */
  Node member(String name) {
    JsonValue member =
        json instanceof JsonValue.Obj(var members, _)
            ? members.getOrDefault(name, new JsonValue.Absent())
            : new JsonValue.Absent();
    return new Node(member(path, name), member);
  }

  /** The items of an array; empty if this is not an array. */
  List<Node> items() {
    return json instanceof JsonValue.Arr(var items, _)
        ? IntStream.range(0, items.size())
            .mapToObj(i -> new Node(item(path, i), items.get(i)))
            .toList()
        : List.of();
  }

  /** The first matching item of an array; empty if there is none. */
  Optional<Node> firstItem(Predicate<JsonValue> kind) {
    return json instanceof JsonValue.Arr(var items, _)
        ? IntStream.range(0, items.size())
            .filter(i -> kind.test(items.get(i)))
            .mapToObj(i -> new Node(item(path, i), items.get(i)))
            .findFirst()
        : Optional.empty();
  }

  boolean isObject() {
    return json instanceof JsonValue.Obj;
  }

  boolean isArray() {
    return json instanceof JsonValue.Arr;
  }

  boolean isNull() {
    return json instanceof JsonValue.Null;
  }

  /** Whether there is neither a value nor null. */
  boolean isAbsent() {
    return json instanceof JsonValue.Absent;
  }

  /**
   * The value as a live value.
   *
   * @param expected the expected kind for messages, such as {@code a string}
   * @param reader converts the value; empty if it is not of the expected kind
   */
  <T> Live<T> live(String expected, Function<JsonValue, Optional<T>> reader) {
    return switch (json) {
      case JsonValue.Absent _ -> new Live.Unreported<>();
      case JsonValue.Null _ -> new Live.Unset<>();
      default ->
          reader
              .apply(json)
              .<Live<T>>map(Live.Reported::new)
              .orElseGet(() -> new Live.Unreadable<>(path, problem(expected)));
    };
  }

  String problem(String expected) {
    return "expected " + expected + ", found " + json.kind();
  }

  static String member(String path, String name) {
    return path.equals(ROOT) ? name : path + "." + name;
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
