package net.lumenia.voice.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The keywords of JSON schema that {@link EditorSchema} uses for a spec, and no others. */
final class SchemaCheck {

  private SchemaCheck() {}

  /** What the schema refuses, each with its path such as {@code .spec.voice}. */
  static Stream<String> problems(String path, JsonNode schema, JsonNode value) {
    if (!isOfType(schema, value)) {
      return Stream.of("%s: must be of type %s".formatted(path, schema.path("type").asText()));
    }
    return Stream.of(
            keywords(path, schema, value), members(path, schema, value), items(path, schema, value))
        .flatMap(problems -> problems);
  }

  private static boolean isOfType(JsonNode schema, JsonNode value) {
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new IllegalArgumentException("no type in schema " + schema);
    };
  }

  private static Stream<String> keywords(String path, JsonNode schema, JsonNode value) {
    boolean isAllowed =
        !schema.has("enum") || schema.path("enum").valueStream().anyMatch(value::equals);
    boolean isShort =
        !schema.has("maxLength")
            || value.textValue().codePointCount(0, value.textValue().length())
                <= schema.path("maxLength").asInt();
    boolean isSmall = !schema.has("maxItems") || value.size() <= schema.path("maxItems").asInt();
    return isAllowed && isShort && isSmall
        ? Stream.empty()
        : Stream.of("%s: %s is not allowed".formatted(path, value));
  }

  private static Stream<String> members(String path, JsonNode schema, JsonNode value) {
    Stream<String> missing =
        schema
            .path("required")
            .valueStream()
            .map(JsonNode::asText)
            .filter(name -> !value.has(name))
            .map(name -> "%s.%s: is required".formatted(path, name));
    Stream<String> present =
        value
            .propertyStream()
            .flatMap(
                member -> {
                  String name = path + "." + member.getKey();
                  JsonNode known = schema.path("properties").path(member.getKey());
                  JsonNode others = schema.path("additionalProperties");
                  if (!known.isMissingNode()) {
                    return problems(name, known, member.getValue());
                  }
                  return others.isObject()
                      ? problems(name, others, member.getValue())
                      : Stream.of(name + ": is unknown").filter(_ -> others.isBoolean());
                });
    return Stream.concat(missing, present);
  }

  private static Stream<String> items(String path, JsonNode schema, JsonNode value) {
    return value.isArray()
        ? IntStream.range(0, value.size())
            .boxed()
            .flatMap(
                i -> problems("%s[%d]".formatted(path, i), schema.path("items"), value.path(i)))
        : Stream.empty();
  }
}
