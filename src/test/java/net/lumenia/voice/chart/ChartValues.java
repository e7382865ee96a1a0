package net.lumenia.voice.chart;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The values of the chart, in the order of values.yaml. */
public final class ChartValues {

  public static final Path CHART = Path.of("helm/voice-operator");

  private final JsonNode schema;
  private final JsonNode values;
  private final MappingNode commented;

  private ChartValues(JsonNode schema, JsonNode values, MappingNode commented) {
    this.schema = schema;
    this.values = values;
    this.commented = commented;
  }

  /** Reads values.yaml and values.schema.json. */
  public static ChartValues read() {
    Path yaml = CHART.resolve("values.yaml");
    try (Reader reader = Files.newBufferedReader(yaml)) {
      Node root =
          new Compose(LoadSettings.builder().setParseComments(true).build())
              .composeReader(reader)
              .orElseThrow();
      return new ChartValues(
          JsonMapper.builder().build().readTree(CHART.resolve("values.schema.json").toFile()),
          new YAMLMapper().readTree(yaml.toFile()),
          (MappingNode) root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All leaf values: those without properties in the schema. */
  public List<ChartValue> all() {
    return within("", schema, values, commented).toList();
  }

  /** The table of all values, in Markdown. */
  public String table() {
    return all().stream()
        .map(ChartValue::row)
        .collect(joining("\n", "| value | type | default | |\n|---|---|---|---|\n", "\n"));
  }

  JsonNode schema() {
    return schema;
  }

  private Stream<ChartValue> within(
      String prefix, JsonNode schemas, JsonNode defaults, MappingNode mapping) {
    return mapping.getValue().stream()
        .flatMap(
            tuple -> {
              String key = ((ScalarNode) tuple.getKeyNode()).getValue();
              String path = prefix + key;
              JsonNode known = resolved(schemas.path("properties").path(key));
              JsonNode byDefault = defaults.path(key);
              return known.has("properties")
                  ? within(path + ".", known, byDefault, (MappingNode) tuple.getValueNode())
                  : Stream.of(new ChartValue(path, known, byDefault, comment(tuple)));
            });
  }

  private JsonNode resolved(JsonNode part) {
    return part.has("$ref") ? schema.at(part.path("$ref").asText().substring(1)) : part;
  }

  private static String comment(NodeTuple tuple) {
    return Stream.ofNullable(tuple.getKeyNode().getBlockComments())
        .flatMap(List::stream)
        .map(CommentLine::getValue)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(joining(" "));
  }
}
