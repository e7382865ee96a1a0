package net.lumenia.voice.manifest;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the keys and values of a document are, by their paths, such as {@code spec.voice.model}.
 */
final class Positions {

  private final Map<String, Position> keys = new HashMap<>();
  private final Map<String, Position> values = new HashMap<>();

  void key(String path, Position position) {
    keys.put(path, position);
  }

  void value(String path, Position position) {
    values.put(path, position);
  }

  /** The key; the value if it has none, and what contains it if the path does not exist. */
  Position ofKey(String path) {
    Position key = keys.get(path);
    return key == null ? ofValue(path) : key;
  }

  /** The value; what contains it if the path does not exist. */
  Position ofValue(String path) {
    for (String known = path; !known.isEmpty(); known = parent(known)) {
      Position position = values.get(known);
      if (position != null) {
        return position;
      }
    }
    return values.getOrDefault("", Position.START);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  /** The path of a key in an object. */
  static String child(String parent, String key) {
    return parent.isEmpty() ? key : parent + "." + key;
  }

  /** The path of an item in a list. */
  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
