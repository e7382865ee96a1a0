package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import net.lumenia.voice.simulator.exchange.StrictJson;

/** How an API may normalize texts when it stores them. */
public enum Normalization {
  /** Removes leading and trailing whitespace. */
  @JsonProperty("trim")
  TRIM,
  /** Converts to lowercase. */
  @JsonProperty("lowercase")
  LOWERCASE,
  /** Replaces every run of whitespace with one space. */
  @JsonProperty("collapse")
  COLLAPSE;

  /** A copy in which every text is normalized. */
  public JsonNode of(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> TextNode.valueOf(of(value.asText()));
      case ARRAY -> {
        var list = StrictJson.MAPPER.createArrayNode();
        value.forEach(item -> list.add(of(item)));
        yield list;
      }
      case OBJECT -> {
        var object = StrictJson.object();
        value.properties().forEach(entry -> object.set(entry.getKey(), of(entry.getValue())));
        yield object;
      }
      case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> value;
    };
  }

  private String of(String text) {
    return switch (this) {
      case TRIM -> text.strip();
      case LOWERCASE -> text.toLowerCase(Locale.ROOT);
      case COLLAPSE -> text.replaceAll("\\s+", " ");
    };
  }
}
