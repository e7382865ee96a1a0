package net.lumenia.voice.lumenia;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as it was written. Numbers stay text: {@code 1e999999999} in a place where nobody
 * looks harms nobody.
 */
sealed interface Json {

  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  record Str(String text) implements Json {}

  record Num(String literal) implements Json {}

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}

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
      case Ambiguous _ -> "several values under one name";
      case Absent _ -> "nothing";
    };
  }
}
