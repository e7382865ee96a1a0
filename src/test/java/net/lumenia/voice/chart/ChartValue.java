package net.lumenia.voice.chart;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value of the chart.
 *
 * @param path such as {@code operator.httpPort}
 * @param schema its part of values.schema.json
 * @param byDefault its default in values.yaml
 * @param description its comment in values.yaml
 */
public record ChartValue(String path, JsonNode schema, JsonNode byDefault, String description) {

  /** Its type for the README: {@code string}, {@code list}, or the allowed values. */
  String type() {
    JsonNode allowed = schema.path("enum");
    if (allowed.isArray()) {
      return allowed
          .valueStream()
          .map(one -> code(one.asText().isEmpty() ? one.toString() : one.asText()))
          .collect(joining(" or "));
    }
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asText).collect(joining(" or "))
        : type.asText().replace("array", "list");
  }

  /** Its row of the README's table. */
  String row() {
    return "| %s | %s | %s | %s |"
        .formatted(code(path), type(), code(byDefault.toString()), description.replace("|", "\\|"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
