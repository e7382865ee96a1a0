package net.lumenia.voice.bench.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator that can be measured, as a file describes it. All texts may have placeholders: {@code
 * ${kubeconfig}}, {@code ${api}}, {@code ${account}} and {@code ${token}} of the Lumenia API,
 * {@code ${requestsPerMinute}} as the limit for them, {@code ${resync}}, {@code ${memory}} in MiB,
 * and the free ports {@code ${port}} and {@code ${metricsPort}}.
 *
 * @param name in tables
 * @param goModule of this project that is built first; its program is {@code ${program}}
 * @param ready the URL that answers with 200 when the operator is ready
 * @param manifests files to apply before the start, in this order
 * @param path of the resources on the API server
 * @param resource what each resource looks like. {@code ${name}} is also the name of the workspace,
 *     {@code ${firstMessage}} changes with every edit, and {@code ${prompt}} and {@code ${voice}}
 *     differ between resources
 */
record OperatorDefinition(
    String name,
    Optional<String> goModule,
    List<String> command,
    Map<String, String> environment,
    String ready,
    List<String> manifests,
    String path,
    ObjectNode resource) {

  private static final YAMLMapper YAML = new YAMLMapper();

  static OperatorDefinition read(Path file) throws IOException {
    JsonNode root = YAML.readTree(file.toFile());
    try {
      return YAML.treeToValue(root, File.class).definition();
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The name of the resources in requests. */
  String plural() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** One of the resources, as JSON. */
  String resource(Placeholders placeholders) {
    return replaced(resource, placeholders).toString();
  }

  private static JsonNode replaced(JsonNode node, Placeholders placeholders) {
    if (node.isTextual()) {
      return TextNode.valueOf(placeholders.replaceIn(node.asText()));
    }
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field -> field.setValue(replaced(field.getValue(), placeholders)));
    } else if (copy instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, replaced(array.get(i), placeholders));
      }
    }
    return copy;
  }

  /** The file, in which some keys may be absent. */
  private record File(
      String name,
      @Nullable String goModule,
      List<String> command,
      @Nullable Map<String, String> environment,
      String ready,
      @Nullable List<String> manifests,
      String path,
      ObjectNode resource) {

    OperatorDefinition definition() {
      return new OperatorDefinition(
          required("name", name),
          Optional.ofNullable(goModule),
          List.copyOf(required("command", command)),
          environment == null ? Map.of() : Map.copyOf(environment),
          required("ready", ready),
          manifests == null ? List.of() : List.copyOf(manifests),
          required("path", path),
          required("resource", resource));
    }

    private static <T> T required(String key, T value) {
      return Objects.requireNonNull(value, key + " is missing");
    }
  }
}
