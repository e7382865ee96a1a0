package net.lumenia.voice.simulator.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.lumenia.voice.simulator.http.Received;

/** The body of a request, parsed once. */
public sealed interface RequestBody {

  record None() implements RequestBody {}

  record Parsed(JsonNode json) implements RequestBody {}

  record Malformed(String text, String why) implements RequestBody {}

  static RequestBody of(byte[] bytes) {
    if (bytes.length > Received.BODY_LIMIT) {
      return new Malformed("", "larger than %d bytes".formatted(Received.BODY_LIMIT));
    }
    return bytes.length == 0 ? new None() : parse(bytes);
  }

  private static RequestBody parse(byte[] bytes) {
    try {
      return new Parsed(StrictJson.MAPPER.readTree(bytes));
    } catch (JsonProcessingException e) {
      return new Malformed(new String(bytes, UTF_8), "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading bytes in memory cannot fail", e);
    }
  }

  /**
   * Converts the body to a value.
   *
   * @throws IllegalArgumentException if there is no body or it is not JSON
   */
  default <T> T as(Class<T> type) throws JsonProcessingException {
    return switch (this) {
      case None() -> throw new IllegalArgumentException("a JSON body is required");
      case Parsed(JsonNode json) -> StrictJson.MAPPER.treeToValue(json, type);
      case Malformed(String _, String why) ->
          throw new IllegalArgumentException("the body is " + why);
    };
  }

  /** The body for the log: the JSON, or the text if it is not JSON, or a missing node. */
  default JsonNode logged() {
    return switch (this) {
      case None() -> MissingNode.getInstance();
      case Parsed(JsonNode json) -> json;
      case Malformed(String text, String _) -> TextNode.valueOf(text);
    };
  }
}
