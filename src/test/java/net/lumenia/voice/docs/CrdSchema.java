package net.lumenia.voice.docs;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.docs.MarkdownTable.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A CRD in {@code crds/}; {@code CrdFilesTest} proves that these files are up to date.
 *
 * @param crd the whole file
 */
record CrdSchema(JsonNode crd) {

  /**
   * A field.
   *
   * @param path such as {@code spec.fallbackVoices[].voiceId}
   */
  record SchemaField(String path, JsonNode schema, boolean required) {

    /** What it holds, such as {@code string, at most 256 characters}. */
    String type() {
      return type(schema) + (required ? ", required" : "");
    }

    private static String type(JsonNode schema) {
      JsonNode allowed = schema.path("enum");
      if (allowed.isArray()) {
        return allowed.valueStream().map(one -> code(one.asText())).collect(joining(", "));
      }
      return switch (schema.path("type").asText()) {
        case "array" -> "list of " + plural(schema.path("items")) + limit(schema, "maxItems", "");
        case "object" ->
            schema.has("additionalProperties")
                ? "map to " + plural(schema.path("additionalProperties"))
                : "object";
        case "string" ->
            schema.path("format").asText().equals("date-time")
                ? "time"
                : "string" + limit(schema, "maxLength", " characters");
        default -> schema.path("type").asText();
      };
    }

    private static String plural(JsonNode schema) {
      return schema.path("type").asText() + "s";
    }

    private static String limit(JsonNode schema, String keyword, String unit) {
      return schema.has(keyword)
          ? ", at most %,d%s".formatted(schema.path(keyword).asLong(), unit)
          : "";
    }
  }

  /**
   * A validation rule that the API server enforces.
   *
   * @param path of the field that it is about
   */
  record Rule(String path, String message) {}

  static CrdSchema of(String plural) {
    try {
      return new CrdSchema(
          new YAMLMapper().readTree(Path.of("crds", plural + ".voice.lumenia.net.yaml").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String group() {
    return crd.at("/spec/group").asText();
  }

  String version() {
    return crd.at("/spec/versions/0/name").asText();
  }

  String kind() {
    return crd.at("/spec/names/kind").asText();
  }

  JsonNode root() {
    return crd.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  Stream<JsonNode> columns() {
    return crd.at("/spec/versions/0/additionalPrinterColumns").valueStream();
  }

  /** All fields below {@code spec} or {@code status}, depth first. */
  Stream<SchemaField> fields(String part) {
    return fieldsOf(part, root().path("properties").path(part));
  }

  private static Stream<SchemaField> fieldsOf(String prefix, JsonNode schema) {
    return schema
        .path("properties")
        .propertyStream()
        .map(
            property ->
                new SchemaField(
                    prefix + "." + property.getKey(),
                    property.getValue(),
                    isRequired(schema, property.getKey())))
        .flatMap(field -> Stream.concat(Stream.of(field), nested(field.path(), field.schema())));
  }

  private static Stream<SchemaField> nested(String path, JsonNode schema) {
    return Stream.of(
            fieldsOf(path, schema),
            fieldsOf(path + "[]", schema.path("items")),
            fieldsOf(path + ".<key>", schema.path("additionalProperties")))
        .flatMap(fields -> fields);
  }

  private static boolean isRequired(JsonNode schema, String name) {
    return schema.path("required").valueStream().anyMatch(one -> one.asText().equals(name));
  }

  /** The rules of the spec, those of an object before those of its fields. */
  Stream<Rule> rules() {
    JsonNode spec = root().path("properties").path("spec");
    return Stream.concat(
        rulesOf("spec", spec),
        fields("spec")
            .flatMap(
                field ->
                    Stream.concat(
                        rulesOf(field.path(), field.schema()),
                        rulesOf(field.path() + "[]", field.schema().path("items")))));
  }

  private static Stream<Rule> rulesOf(String path, JsonNode schema) {
    return schema
        .path("x-kubernetes-validations")
        .valueStream()
        .map(
            rule ->
                new Rule(path + rule.path("fieldPath").asText(""), rule.path("message").asText()));
  }
}
