package net.lumenia.voice.bench.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values for texts with placeholders such as {@code ${port}}. */
record Placeholders(Map<String, String> values) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  Placeholders {
    values = Map.copyOf(values);
  }

  Placeholders with(String name, String value) {
    var more = new HashMap<>(values);
    more.put(name, value);
    return new Placeholders(more);
  }

  /**
   * The text with all placeholders replaced.
   *
   * @throws IllegalArgumentException if there is no value for one of them
   */
  String replaceIn(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "${%s} is unknown; known are %s"
              .formatted(name, values.keySet().stream().sorted().toList()));
    }
    return value;
  }
}
