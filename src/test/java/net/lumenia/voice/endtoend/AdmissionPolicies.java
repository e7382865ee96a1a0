package net.lumenia.voice.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import net.lumenia.voice.chart.ChartValues;

/**
 * The admission policies of the chart, for one namespace of a cluster that other tests use as well.
 */
record AdmissionPolicies(Cluster cluster) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Installs the policy and the binding of a file in {@code files/admission}. */
  void install(String file) {
    install(file, _ -> {});
  }

  /**
   * @param change of the policy's and the binding's spec
   */
  void install(String file, Consumer<ObjectNode> change) {
    for (JsonNode document : documents(file)) {
      ObjectNode spec = (ObjectNode) document.path("spec");
      String name = document.at("/metadata/name").asText() + "." + cluster.namespace();
      ((ObjectNode) document.path("metadata")).put("name", name);
      if (spec.has("policyName")) {
        spec.put("policyName", name);
        spec.putObject("matchResources")
            .putObject("namespaceSelector")
            .putObject("matchLabels")
            .put("kubernetes.io/metadata.name", cluster.namespace());
      }
      change.accept(spec);
      cluster.apply(document.toString());
    }
  }

  private static List<JsonNode> documents(String file) {
    var path = ChartValues.CHART.resolve("files/admission/%s.yaml".formatted(file));
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(path.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
