package net.lumenia.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the tests of the scorecard require of the bundle. They need a cluster and pull an image, so
 * their rules are repeated here; {@code BundleIT} runs the validators of olm-bundle-validation.
 */
class ScorecardIT {

  private static final Path BUNDLE = OlmBundle.DIRECTORY;

  @Test
  void configurationIsWhereTheAnnotationsSayAndRunsEveryTest() throws IOException {
    String directory =
        read("metadata/annotations.yaml")
            .at("/annotations/operators.operatorframework.io.test.config.v1")
            .asText();
    JsonNode configuration = read(directory + "config.yaml");
    assertThat(configuration.path("kind").asText()).isEqualTo("Configuration");
    assertThat(configuration.at("/stages/0/tests").findValues("entrypoint"))
        .extracting(entrypoint -> entrypoint.path(1).asText())
        .containsExactly(
            "basic-check-spec",
            "olm-bundle-validation",
            "olm-crds-have-validation",
            "olm-crds-have-resources",
            "olm-spec-descriptors",
            "olm-status-descriptors");
  }

  @Test
  void everyFieldOfAnExampleHasADescriptorAndASchema() throws IOException {
    JsonNode csv = read("manifests/voice-operator.clusterserviceversion.yaml");
    JsonNode examples =
        JsonMapper.builder()
            .build()
            .readTree(csv.at("/metadata/annotations/alm-examples").asText());
    assertThat(examples).hasSize(3);
    for (JsonNode example : examples) {
      JsonNode owned = owned(csv, example.path("kind").asText());
      assertThat(example.path("spec")).isNotEmpty();
      List<String> described = owned.path("specDescriptors").findValuesAsText("path");
      assertThat(described)
          .containsAll(example.path("spec").properties().stream().map(e -> e.getKey()).toList());
      if (hasStatus(owned)) {
        assertThat(owned.path("statusDescriptors").findValuesAsText("path")).contains("conditions");
      }
      assertThat(owned.path("resources")).isNotEmpty();
      JsonNode schema =
          read("manifests/" + owned.path("name").asText() + ".yaml")
              .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
      example
          .path("spec")
          .fieldNames()
          .forEachRemaining(field -> assertThat(schema.has(field)).as(field).isTrue());
    }
  }

  private static boolean hasStatus(JsonNode owned) throws IOException {
    return read("manifests/" + owned.path("name").asText() + ".yaml")
        .at("/spec/versions/0/subresources")
        .has("status");
  }

  @Test
  void descriptorsSayWhatTheCrdSays() throws IOException {
    JsonNode owned =
        owned(read("manifests/voice-operator.clusterserviceversion.yaml"), "VoiceAssistant");
    assertThat(owned.path("specDescriptors"))
        .filteredOn(one -> one.path("path").asText().equals("voice.voiceId"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path("displayName").asText()).isEqualTo("Voice id");
              assertThat(one.path("description").asText()).isNotBlank();
              assertThat(one.path("x-descriptors"))
                  .isEqualTo(
                      Manifests.read(
                          "['urn:alm:descriptor:com.tectonic.ui:fieldGroup:voice', 'urn:alm:descriptor:com.tectonic.ui:text']"));
            });
    assertThat(owned.path("specDescriptors"))
        .allSatisfy(one -> assertThat(one.path("description").asText()).as("%s", one).isNotBlank());
  }

  private static JsonNode owned(JsonNode csv, String kind) {
    return csv.at("/spec/customresourcedefinitions/owned")
        .valueStream()
        .filter(one -> one.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode read(String file) throws IOException {
    return Manifests.read(Files.readString(BUNDLE.resolve(file)));
  }
}
