package net.lumenia.voice.assistant;

import static java.util.stream.Collectors.joining;

/** Allowed values in a sentence, and not all of a long list. */
final class AllowedText {

  private static final int NAMED = 10;

  private AllowedText() {}

  static String of(Allowed<?> allowed) {
    int count = allowed.values().size();
    return count == 0 ? "the catalogue has none" : "allowed: " + named(allowed) + more(count);
  }

  private static String named(Allowed<?> allowed) {
    return allowed.values().keySet().stream()
        .limit(NAMED)
        .map(value -> "\"%s\"".formatted(ServerText.clean(value)))
        .collect(joining(", "));
  }

  private static String more(int count) {
    return count > NAMED ? " and %d more".formatted(count - NAMED) : "";
  }
}
