package net.lumenia.voice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The previous version of the chart: {@code E2E_PREVIOUS_CHART}, a folder or an archive. Without
 * it, a copy of this chart with a lower version and a CRD without {@code spec.approvedPlan}.
 */
final class PreviousChart {

  private static final YAMLMapper YAML = new YAMLMapper();

  private PreviousChart() {}

  /**
   * @param directory an empty folder for the copy
   */
  static Path in(Path directory) {
    return Optional.ofNullable(System.getenv("E2E_PREVIOUS_CHART"))
        .map(Path::of)
        .orElseGet(() -> make(directory.resolve("voice-operator")));
  }

  private static Path make(Path chart) {
    try (Stream<Path> files = Files.walk(Helm.CHART)) {
      for (Path file : files.toList()) {
        Files.copy(file, chart.resolve(Helm.CHART.relativize(file)));
      }
      ObjectNode metadata = read(chart.resolve("Chart.yaml"));
      metadata.put("version", "0.0.1");
      write(chart.resolve("Chart.yaml"), metadata);
      Path crd = chart.resolve("files/crds/voiceassistants.voice.lumenia.net.yaml");
      ObjectNode assistants = read(crd);
      withoutApprovedPlan(
          (ObjectNode) assistants.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
      write(crd, assistants);
      return chart;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void withoutApprovedPlan(ObjectNode spec) {
    ((ObjectNode) spec.path("properties")).remove("approvedPlan");
    spec.withArrayProperty("x-kubernetes-validations")
        .removeIf(rule -> rule.path("rule").asText().contains("approvedPlan"));
  }

  private static ObjectNode read(Path file) throws IOException {
    JsonNode document = YAML.readTree(Files.readString(file));
    return (ObjectNode) document;
  }

  private static void write(Path file, ObjectNode document) throws IOException {
    Files.writeString(file, YAML.writeValueAsString(document));
  }
}
