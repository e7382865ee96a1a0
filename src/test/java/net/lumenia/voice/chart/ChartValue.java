package net.lumenia.voice.chart;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that users can set.
 *
 * @param path such as {@code operator.httpPort}
 * @param schema what values.schema.json says about it
 * @param byDefault what values.yaml has
 * @param description the comment above it there
 */
public record ChartValue(String path, JsonNode schema, JsonNode byDefault, String description) {

  /** For people: {@code string}, {@code list}, or what is allowed. */
  String type() {
    JsonNode allowed = schema.path("enum");
    if (allowed.isArray()) {
      return allowed.valueStream().map(one -> code(one.asText())).collect(joining(" or "));
    }
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asText).collect(joining(" or "))
        : type.asText().replace("array", "list");
  }

  /** A line of the README's table. */
  String row() {
    return "| %s | %s | %s | %s |"
        .formatted(code(path), type(), code(byDefault.toString()), description.replace("|", "\\|"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
