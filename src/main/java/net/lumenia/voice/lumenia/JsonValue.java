package net.lumenia.voice.lumenia;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a JSON value that its {@link JsonShape} keeps. Numbers stay text, so that a number
 * such as {@code 1e999999999} is never computed unless it is used.
 */
sealed interface JsonValue {

  /**
   * An object.
   *
   * @param complete whether all members that the shape selects are present; false if some exceeded
   *     the limits
   */
  record Obj(Map<String, JsonValue> members, boolean complete) implements JsonValue {
    public Obj {
      members = Collections.unmodifiableMap(members);
    }
  }

  /**
   * An array.
   *
   * @param complete as for {@link Obj}
   */
  record Arr(List<JsonValue> items, boolean complete) implements JsonValue {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /**
   * A string.
   *
   * @param text the whole string, or its start, one character longer than its shape allows
   */
  record Str(String text) implements JsonValue {}

  record Num(String literal) implements JsonValue {}

  record Bool(boolean value) implements JsonValue {}

  record Null() implements JsonValue {}

  /**
   * A value that is kept as JSON text.
   *
   * @param start of a string: the text as in {@link Str}
   */
  record Raw(String kind, String json, Optional<String> start) implements JsonValue {}

  /** A value that was not kept. */
  record Discarded(String kind) implements JsonValue {}

  /**
   * Several members of an object with the same name. Parsers disagree about which one to use, so
   * the value is unreadable where it is needed, and ignored elsewhere.
   */
  record Ambiguous() implements JsonValue {}

  /** No value. */
  record Absent() implements JsonValue {}

  /** The kind of the value for messages, never its content. */
  default String kind() {
    return switch (this) {
      case Obj _ -> "an object";
      case Arr _ -> "an array";
      case Str _ -> "a string";
      case Num _ -> "a number";
      case Bool _ -> "a boolean";
      case Null _ -> "null";
      case Raw(String kind, _, _) -> kind;
      case Discarded(String kind) -> kind;
      case Ambiguous _ -> "several values under one name";
      case Absent _ -> "nothing";
    };
  }
}
