package net.lumenia.voice.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRD files in {@code crds/} and in the chart match the records and are complete. */
class CrdFilesTest {

  private static final String UPDATE = "update-crds";

  static Stream<Class<? extends HasMetadata>> resources() {
    return Stream.of(VoiceAssistant.class, LumeniaAccount.class, VoiceCatalog.class);
  }

  static Stream<Path> files() {
    return InstalledCrds.files();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void crdFileIsUpToDate(Class<? extends HasMetadata> resource) throws IOException {
    String name = HasMetadata.getFullResourceName(resource) + ".yaml";
    String generated = GeneratedCrds.yaml(resource);
    for (Path directory : List.of(Path.of("crds"), Path.of("helm/voice-operator/files/crds"))) {
      Path file = directory.resolve(name);
      if (System.getProperty(UPDATE) != null) {
        Files.writeString(file, generated);
      }

      assertThat(file)
          .as(
              "%s is not what the records in net.lumenia.voice.crd say."
                  + " Run: ./mvnw test -Dtest=CrdFilesTest -D%s",
              file, UPDATE)
          .hasContent(generated);
    }
  }

  /** GitOps tools report values that the API server adds as differences. */
  @ParameterizedTest
  @MethodSource("files")
  void schemaHasNoDefaults(Path file) throws IOException {
    assertThat(fields(file))
        .hasSizeGreaterThanOrEqualTo(9)
        .noneSatisfy(field -> assertThat(field.schema().has("default")).as(field.path()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFieldHasDescription(Path file) throws IOException {
    assertThat(fields(file))
        .allSatisfy(
            field ->
                assertThat(field.schema().path("description").asText())
                    .as(field.path())
                    .endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRuleHasMessage(Path file) throws IOException {
    assertThat(rules(file))
        .allSatisfy(
            rule -> assertThat(rule.path("message").asText()).as(rule.toString()).isNotBlank());
  }

  /** CEL cost estimation assumes the largest possible request for a string without a bound. */
  @ParameterizedTest
  @MethodSource("files")
  void everyStringAndListOfSpecIsBounded(Path file) throws IOException {
    assertThat(fields(file))
        .filteredOn(field -> field.path().startsWith("spec."))
        .allSatisfy(field -> assertThat(isBounded(field.schema())).as(field.path()).isTrue());
  }

  private static boolean isBounded(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "string" -> schema.has("maxLength") || schema.has("enum");
      case "array" -> schema.has("maxItems");
      default -> true;
    };
  }

  /** The generator emits the rules of a record component twice. */
  @ParameterizedTest
  @MethodSource("files")
  void noRuleIsRepeated(Path file) throws IOException {
    assertThat(fields(file))
        .allSatisfy(
            field ->
                assertThat(field.schema().path("x-kubernetes-validations"))
                    .as(field.path())
                    .doesNotHaveDuplicates());
  }

  private static List<JsonNode> rules(Path file) throws IOException {
    return read(file).findValues("x-kubernetes-validations").stream()
        .flatMap(JsonNode::valueStream)
        .toList();
  }

  private static List<SchemaField> fields(Path file) throws IOException {
    JsonNode root = read(file).at("/spec/versions/0/schema/openAPIV3Schema");
    return SchemaField.of("", root).toList();
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }

  /**
   * A field of the schema.
   *
   * @param path such as {@code spec.fallbackVoices.voiceId}
   */
  private record SchemaField(String path, JsonNode schema) {

    static Stream<SchemaField> of(String prefix, JsonNode schema) {
      return Stream.of(
              schema.path("properties"),
              schema.path("items").path("properties"),
              schema.path("additionalProperties").path("properties"))
          .flatMap(JsonNode::propertyStream)
          .map(property -> new SchemaField(prefix + property.getKey(), property.getValue()))
          .flatMap(
              field -> Stream.concat(Stream.of(field), of(field.path() + ".", field.schema())));
    }
  }
}
