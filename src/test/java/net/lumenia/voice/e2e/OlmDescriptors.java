package net.lumenia.voice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What consoles of the Operator Lifecycle Manager show of a resource: the fields of a CRD's spec
 * and status, without those of lists and maps.
 *
 * @param schema of the CRD's version
 */
record OlmDescriptors(JsonNode schema) {

  private static final String UI = "urn:alm:descriptor:com.tectonic.ui:";

  /** Fields for which consoles have a special input or view. */
  private static final Map<String, String> SPECIAL =
      Map.of(
          "tokenSecretRef.name", "urn:alm:descriptor:io.kubernetes:Secret",
          "promptFrom.configMapKeyRef.name", "urn:alm:descriptor:io.kubernetes:ConfigMap",
          "conditions", "urn:alm:descriptor:io.kubernetes.conditions");

  static OlmDescriptors of(JsonNode crd) {
    return new OlmDescriptors(crd.at("/spec/versions/0/schema/openAPIV3Schema/properties"));
  }

  /**
   * The descriptors in the order of the schema.
   *
   * @param part {@code spec} or {@code status}
   */
  ArrayNode of(String part) {
    ArrayNode descriptors = JsonNodeFactory.instance.arrayNode();
    fields("", schema.path(part)).forEach(descriptors::add);
    return descriptors;
  }

  private static Stream<ObjectNode> fields(String prefix, JsonNode object) {
    return object
        .path("properties")
        .propertyStream()
        .flatMap(
            property ->
                Stream.concat(
                    Stream.of(descriptor(prefix + property.getKey(), property.getValue())),
                    fields(prefix + property.getKey() + ".", property.getValue())));
  }

  private static ObjectNode descriptor(String path, JsonNode field) {
    ObjectNode descriptor = JsonNodeFactory.instance.objectNode();
    descriptor
        .put("path", path)
        .put("displayName", displayName(path))
        .put("description", field.path("description").asText());
    ArrayNode kinds = JsonNodeFactory.instance.arrayNode();
    group(path).ifPresent(kinds::add);
    inputs(path, field).forEach(kinds::add);
    if (!kinds.isEmpty()) {
      descriptor.set("x-descriptors", kinds);
    }
    return descriptor;
  }

  /** {@code voice.voiceId} is "Voice id". */
  private static String displayName(String path) {
    String words =
        path.substring(path.lastIndexOf('.') + 1)
            .replaceAll("([A-Z])", " $1")
            .toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static Optional<String> group(String path) {
    int end = path.lastIndexOf('.');
    return end < 0 ? Optional.empty() : Optional.of(UI + "fieldGroup:" + path.substring(0, end));
  }

  private static Stream<String> inputs(String path, JsonNode field) {
    if (SPECIAL.containsKey(path)) {
      return Stream.ofNullable(SPECIAL.get(path));
    }
    if (field.has("enum")) {
      return field.path("enum").valueStream().map(value -> UI + "select:" + value.asText());
    }
    return switch (field.path("type").asText()) {
      case "string" -> Stream.of(UI + "text");
      case "integer" -> Stream.of(UI + "number");
      case "boolean" -> Stream.of(UI + "booleanSwitch");
      default -> Stream.empty();
    };
  }
}
