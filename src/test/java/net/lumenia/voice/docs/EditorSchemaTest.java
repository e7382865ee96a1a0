package net.lumenia.voice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas for editors accept the examples and report mistakes in them. */
class EditorSchemaTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Map<String, JsonNode> SCHEMAS =
      Map.of(
          "VoiceAssistant", EditorSchema.schema(CrdSchema.of("voiceassistants")),
          "LumeniaAccount", EditorSchema.schema(CrdSchema.of("lumeniaaccounts")));

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void acceptsExamples(Path file) throws IOException {
    assertThat(ours(Files.readString(file))).allSatisfy(one -> assertThat(problems(one)).isEmpty());
  }

  @Test
  void examplesContainBothKinds() throws IOException {
    assertThat(ours(Files.readString(Path.of("examples/account.yaml")))).hasSize(1);
    assertThat(ours(Files.readString(Path.of("examples/full.yaml")))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          firstMessage: Hi, mood: good      | .spec.mood: is unknown
          firstMessage: 7                   | .spec.firstMessage: must be of type string
          mode: Applied                     | .spec.mode: "Applied" is not allowed
          fallbackVoices: [{voice: Clara}]  | .spec.fallbackVoices[0].voice: is unknown
          promptFrom: {configMapKeyRef: {}} | .spec.promptFrom.configMapKeyRef.name: is required
          """)
  void reportsMistakes(String field, String problem) throws IOException {
    String manifest =
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: reception}
        spec: {workspace: {slug: a}, %s}
        """
            .formatted(field);
    assertThat(ours(manifest))
        .singleElement()
        .satisfies(one -> assertThat(problems(one)).contains(problem));
  }

  private static List<String> problems(JsonNode manifest) {
    JsonNode schema = Objects.requireNonNull(SCHEMAS.get(manifest.path("kind").asText()));
    return SchemaCheck.problems("", schema, manifest).toList();
  }

  private static List<JsonNode> ours(String yaml) throws IOException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return documents.readAll().stream()
          .filter(one -> SCHEMAS.containsKey(one.path("kind").asText()))
          .toList();
    }
  }
}
