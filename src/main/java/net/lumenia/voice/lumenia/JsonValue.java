package net.lumenia.voice.lumenia;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a JSON value, as its {@link JsonShape} says. Numbers stay text: {@code
 * 1e999999999} in a place where nobody looks harms nobody.
 */
sealed interface JsonValue {

  /**
   * An object.
   *
   * @param whole whether all members that the shape asks for are there: false if there were more
   *     than may be kept
   */
  record Obj(Map<String, JsonValue> members, boolean whole) implements JsonValue {
    public Obj {
      members = Collections.unmodifiableMap(members);
    }
  }

  /**
   * An array.
   *
   * @param whole as for {@link Obj}
   */
  record Arr(List<JsonValue> items, boolean whole) implements JsonValue {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /**
   * A string.
   *
   * @param text all of it, or its beginning, if it is longer than its shape says: one character
   *     more than that
   */
  record Str(String text) implements JsonValue {}

  record Num(String literal) implements JsonValue {}

  record Bool(boolean value) implements JsonValue {}

  record Null() implements JsonValue {}

  /**
   * A value that is kept as it was written, for nobody to look into it.
   *
   * @param start as {@link Str} would have it, of a string
   */
  record Verbatim(String kind, String json, Optional<String> start) implements JsonValue {}

  /** A value of which only this is known. */
  record Unkept(String kind) implements JsonValue {}

  /**
   * One name, several values in the same object. Parsers disagree about which one counts, so none
   * does: it is unreadable where it is needed, and ignored elsewhere.
   */
  record Ambiguous() implements JsonValue {}

  /** Not there at all. */
  record Absent() implements JsonValue {}

  /** What it is, never what is in it. */
  default String kind() {
    return switch (this) {
      case Obj _ -> "an object";
      case Arr _ -> "an array";
      case Str _ -> "a string";
      case Num _ -> "a number";
      case Bool _ -> "a boolean";
      case Null _ -> "null";
      case Verbatim(String kind, _, _) -> kind;
      case Unkept(String kind) -> kind;
      case Ambiguous _ -> "several values under one name";
      case Absent _ -> "nothing";
    };
  }
}
