package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import net.lumenia.voice.simulator.exchange.StrictJson;

/** How an API may change texts when it stores them. */
public enum Normalization {
  /** No blanks at the beginning and the end. */
  @JsonProperty("trim")
  TRIM,
  /** No capital letters. */
  @JsonProperty("lowercase")
  LOWERCASE,
  /** Every run of blanks and line feeds becomes one blank. */
  @JsonProperty("collapse")
  COLLAPSE;

  /** A copy with every text in it normalised. */
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
