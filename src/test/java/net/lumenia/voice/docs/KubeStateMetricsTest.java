package net.lumenia.voice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration for kube-state-metrics refers to fields that the CRDs have. */
class KubeStateMetricsTest {

  private static final Path FILE =
      Path.of("examples/kube-state-metrics/custom-resource-state.yaml");

  private static final Map<String, CrdSchema> CRDS =
      Map.of(
          "VoiceAssistant", CrdSchema.of("voiceassistants"),
          "LumeniaAccount", CrdSchema.of("lumeniaaccounts"));

  /** Of metadata, which CRDs do not describe. */
  private static final Set<String> METADATA =
      Set.of("metadata.name", "metadata.namespace", "metadata.generation");

  static Stream<JsonNode> resources() throws IOException {
    return new YAMLMapper().readTree(FILE.toFile()).at("/spec/resources").valueStream();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void pathsAndStatesAreThoseOfTheCrd(JsonNode resource) {
    JsonNode kind = resource.path("groupVersionKind");
    CrdSchema crd = Optional.ofNullable(CRDS.get(kind.path("kind").asText())).orElseThrow();
    assertThat(kind.path("group").asText()).isEqualTo(crd.group());
    assertThat(kind.path("version").asText()).isEqualTo(crd.version());
    resource
        .path("labelsFromPath")
        .forEach(path -> assertThat(exists(crd, path)).as("%s", path).isTrue());
    assertThat(resource.path("metrics")).isNotEmpty().allSatisfy(metric -> check(crd, metric));
  }

  private static void check(CrdSchema crd, JsonNode metric) {
    String type = metric.at("/each/type").asText();
    JsonNode each =
        metric.path("each").path(Character.toLowerCase(type.charAt(0)) + type.substring(1));
    assertThat(each.isObject()).as("%s", metric).isTrue();
    assertThat(metric.path("help").asText()).endsWith(".");
    JsonNode at = schemaAt(crd.root(), each.path("path"));
    if (each.has("path")) {
      assertThat(exists(crd, each.path("path"))).as("%s", each).isTrue();
    }
    JsonNode element = at.path("type").asText().equals("array") ? at.path("items") : at;
    Stream.concat(
            each.path("labelsFromPath").valueStream(), Stream.ofNullable(each.get("valueFrom")))
        .forEach(
            path ->
                assertThat(schemaAt(element, path).isMissingNode())
                    .as("%s in %s", path, each.path("path"))
                    .isFalse());
    if (each.has("list")) {
      assertThat(each.path("list")).containsExactlyInAnyOrderElementsOf(at.path("enum"));
    }
  }

  @ParameterizedTest
  @CsvSource({"'[status, circuit]', true", "'[status, lights]', false", "'[spec, circuit]', false"})
  void findsAMissingField(String path, boolean exists) throws IOException {
    assertThat(exists(CrdSchema.of("lumeniaaccounts"), new YAMLMapper().readTree(path)))
        .isEqualTo(exists);
  }

  private static boolean exists(CrdSchema crd, JsonNode path) {
    String joined =
        String.join(".", path.valueStream().map(JsonNode::asText).toArray(String[]::new));
    return METADATA.contains(joined) || !schemaAt(crd.root(), path).isMissingNode();
  }

  private static JsonNode schemaAt(JsonNode schema, JsonNode path) {
    JsonNode at = schema;
    for (JsonNode part : path) {
      at = at.path("properties").path(part.asText());
    }
    return at;
  }
}
