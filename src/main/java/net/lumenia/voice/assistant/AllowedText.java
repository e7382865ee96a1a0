package net.lumenia.voice.assistant;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Formats allowed values for messages, and shortens long lists. */
final class AllowedText {

  private static final int NAMED = 10;

  private AllowedText() {}

  static String of(AllowedValues<?> allowed) {
    int count = allowed.values().size();
    return count == 0 ? "the catalog has none" : "allowed: " + named(allowed) + more(count);
  }

  private static String named(AllowedValues<?> allowed) {
    return allowed.values().keySet().stream()
        .limit(NAMED)
        .map(ServerText::clean)
        .map(AllowedText::quoted)
        .collect(joining(", "));
  }

  /** Joins one or more printable values, such as {@code "a", "b" or "c"}. */
  static String oneOf(List<String> values) {
    String last = quoted(values.getLast());
    return values.size() == 1
        ? last
        : values.stream().limit(values.size() - 1L).map(AllowedText::quoted).collect(joining(", "))
            + " or "
            + last;
  }

  private static String quoted(String value) {
    return "\"%s\"".formatted(value);
  }

  private static String more(int count) {
    return count > NAMED ? " and %d more".formatted(count - NAMED) : "";
  }
}
