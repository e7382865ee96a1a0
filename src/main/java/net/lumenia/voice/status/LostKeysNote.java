package net.lumenia.voice.status;

import java.util.List;

/** The parts of messages about keys that a PATCH removes although no spec can have them. */
final class LostKeysNote {

  /** How many a message names. */
  private static final int NAMED = 5;

  private LostKeysNote() {}

  /** After a PATCH, after a semicolon; empty without such keys. */
  static String removed(List<String> keys) {
    return of("this removed keys that a spec cannot have", keys);
  }

  /** Before a PATCH. */
  static String ahead(List<String> keys) {
    return of("this would remove keys that a spec cannot have", keys);
  }

  private static String of(String start, List<String> keys) {
    if (keys.isEmpty()) {
      return "";
    }
    String more = keys.size() > NAMED ? " and %d more".formatted(keys.size() - NAMED) : "";
    return "; %s: %s%s"
        .formatted(start, String.join(", ", keys.subList(0, Math.min(NAMED, keys.size()))), more);
  }
}
