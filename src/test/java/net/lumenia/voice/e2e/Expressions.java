package net.lumenia.voice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the expressions that the chart ships. */
final class Expressions {

  private Expressions() {}

  /** The expressions of a Grafana dashboard's panels. */
  static List<Expression> ofDashboard(Path file) {
    try {
      return each(JsonMapper.builder().build().readTree(file.toFile()).path("panels"))
          .flatMap(
              panel -> each(panel.path("targets")).map(target -> of(panel.path("title"), target)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Expression of(JsonNode title, JsonNode target) {
    return Expression.ofDashboard(
        title.asText(), target.path("expr").asText(), target.path("legendFormat").asText());
  }

  /** The expressions of the rules that a Prometheus has loaded. */
  static List<Expression> ofRules(JsonNode groups) {
    return each(groups)
        .flatMap(group -> each(group.path("rules")))
        .map(
            rule ->
                new Expression(rule.path("name").asText(), rule.path("query").asText(), List.of()))
        .toList();
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
