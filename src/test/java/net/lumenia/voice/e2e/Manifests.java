package net.lumenia.voice.e2e;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;

/** The manifests that a chart renders with some values. */
public record Manifests(List<JsonNode> all) {

  private static final YAMLMapper YAML = new YAMLMapper();

  static Manifests parse(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return new Manifests(documents.readAll().stream().filter(JsonNode::isObject).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The installed manifests, without tests. */
  Manifests installed() {
    return where(manifest -> !manifest.at("/metadata/annotations").has("helm.sh/hook"));
  }

  /** The manifests that {@code helm test} applies. */
  Manifests tests() {
    return where(
        manifest -> manifest.at("/metadata/annotations/helm.sh~1hook").asText().equals("test"));
  }

  Manifests where(Predicate<JsonNode> wanted) {
    return new Manifests(all.stream().filter(wanted).toList());
  }

  List<JsonNode> of(String kind) {
    return where(manifest -> manifest.path("kind").asText().equals(kind)).all();
  }

  /** The only manifest of a kind. */
  JsonNode one(String kind) {
    List<JsonNode> found = of(kind);
    if (found.size() != 1) {
      throw new AssertionError("there are %d %s in %s".formatted(found.size(), kind, names()));
    }
    return found.getFirst();
  }

  /** The only manifest with a kind and a name. */
  JsonNode named(String kind, String name) {
    return where(manifest -> manifest.at("/metadata/name").asText().equals(name)).one(kind);
  }

  /** Each as {@code Kind namespace/name}, sorted. */
  List<String> names() {
    return all.stream()
        .map(
            manifest ->
                "%s %s/%s"
                    .formatted(
                        manifest.path("kind").asText(),
                        manifest.at("/metadata/namespace").asText(),
                        manifest.at("/metadata/name").asText()))
        .sorted()
        .toList();
  }

  /** All manifests as input for kubectl. */
  String yaml() {
    return all.stream().map(Manifests::json).collect(joining("\n---\n"));
  }

  static JsonNode read(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(JsonNode manifest) {
    try {
      return JsonMapper.builder().build().writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
