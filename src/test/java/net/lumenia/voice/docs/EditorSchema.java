package net.lumenia.voice.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * {@code docs/schemas}: a JSON schema (draft 7) of each kind, for editors and for programs that
 * check manifests without a cluster. It refuses unknown fields, as {@code kubectl apply} does by
 * default. The CEL rules of the CRD have no counterpart in it.
 */
final class EditorSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EditorSchema() {}

  static GeneratedFile generate(String plural) {
    CrdSchema crd = CrdSchema.of(plural);
    try {
      return new GeneratedFile(
          Path.of(
              "docs/schemas",
              "%s_%s.json".formatted(crd.kind().toLowerCase(Locale.ROOT), crd.version())),
          JsonMapper.builder()
                  .build()
                  .writer(
                      new DefaultPrettyPrinter()
                          .withObjectIndenter(new DefaultIndenter("  ", "\n")))
                  .writeValueAsString(schema(crd))
              + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode schema(CrdSchema crd) {
    ObjectNode schema = NODES.objectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", crd.kind());
    schema.setAll((ObjectNode) converted(crd.root()));
    ObjectNode properties = NODES.objectNode();
    properties.set("apiVersion", constant(crd.group() + "/" + crd.version()));
    properties.set("kind", constant(crd.kind()));
    properties.set("metadata", NODES.objectNode().put("type", "object"));
    properties.setAll((ObjectNode) schema.path("properties"));
    schema.set("properties", properties);
    schema.set(
        "required",
        NODES
            .arrayNode()
            .addAll(List.of(text("apiVersion"), text("kind"), text("metadata"), text("spec"))));
    return schema;
  }

  private static JsonNode text(String value) {
    return NODES.textNode(value);
  }

  private static ObjectNode constant(String value) {
    ObjectNode constant = NODES.objectNode().put("type", "string");
    constant.putArray("enum").add(value);
    return constant;
  }

  /** Without the keywords of Kubernetes, and closed where the CRD is. */
  private static JsonNode converted(JsonNode schema) {
    ObjectNode copy = NODES.objectNode();
    schema
        .propertyStream()
        .filter(keyword -> !keyword.getKey().startsWith("x-kubernetes-"))
        .forEach(
            keyword -> copy.set(keyword.getKey(), converted(keyword.getKey(), keyword.getValue())));
    if (copy.has("properties")) {
      copy.put("additionalProperties", false);
    }
    return copy;
  }

  private static JsonNode converted(String keyword, JsonNode value) {
    return switch (keyword) {
      case "properties" -> {
        ObjectNode fields = NODES.objectNode();
        value
            .propertyStream()
            .forEach(field -> fields.set(field.getKey(), converted(field.getValue())));
        yield fields;
      }
      case "items", "additionalProperties" -> converted(value);
      default -> value;
    };
  }
}
