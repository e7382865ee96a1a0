package net.lumenia.voice.lumenia;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a JSON value, as its {@link Shape} says. Numbers stay text: {@code 1e999999999}
 * in a place where nobody looks harms nobody.
 */
sealed interface Json {

  /**
   * An object.
   *
   * @param whole whether all members that the shape asks for are there: false if there were more
   *     than may be kept
   */
  record Obj(Map<String, Json> members, boolean whole) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(members);
    }
  }

  /**
   * An array.
   *
   * @param whole as for {@link Obj}
   */
  record Arr(List<Json> items, boolean whole) implements Json {
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
  record Str(String text) implements Json {}

  record Num(String literal) implements Json {}

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}

  /**
   * A value that is kept as it was written, for nobody to look into it.
   *
   * @param start as {@link Str} would have it, of a string
   */
  record Verbatim(String kind, String json, Optional<String> start) implements Json {}

  /** A value of which only this is known. */
  record Unkept(String kind) implements Json {}

  /**
   * One name, several values in the same object. Parsers disagree about which one counts, so none
   * does: it is unreadable where it is needed, and ignored elsewhere.
   */
  record Ambiguous() implements Json {}

  /** Not there at all. */
  record Absent() implements Json {}

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
