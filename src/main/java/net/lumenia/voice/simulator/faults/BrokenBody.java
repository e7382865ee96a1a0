package net.lumenia.voice.simulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.http.Reply;

/** Builds the responses of {@link FaultKind.Body}, all with status 200. */
public final class BrokenBody {

  private static final int DEFAULT_BYTES = 8 * 1024 * 1024;
  private static final int DEFAULT_LEVELS = 10_000;
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html><head><title>We'll be right back</title></head>
      <body><h1>We'll be right back</h1><hr>simulated</body></html>
      """;

  private BrokenBody() {}

  /**
   * The response with the broken body.
   *
   * @param good the correct body
   */
  public static Reply.Message of(FaultKind.Body fault, JsonNode good) {
    int size = Objects.requireNonNullElse(fault.size(), -1);
    return switch (fault.content()) {
      case TRUNCATED -> truncated(StrictJson.bytes(good), size);
      case HTML -> message("text/html; charset=utf-8", PAGE.getBytes(UTF_8));
      case EMPTY -> json("");
      case DEEP -> json(deep(size < 0 ? DEFAULT_LEVELS : size));
      case HUGE -> json(huge(size < 0 ? DEFAULT_BYTES : size, good));
      case ARRAY -> json("[%s]".formatted(good));
      case NULL -> json("null");
      case SCALAR -> json("42");
      case SUCCESS_FALSE -> json("{\"success\":false,\"message\":\"simulated failure with 200\"}");
      case WRONG_TYPES -> json(wrongTypes(good).toString());
      case VERBATIM ->
          message(
              Optional.ofNullable(fault.contentType()).orElse(Response.JSON),
              Objects.requireNonNullElse(fault.text(), "").getBytes(UTF_8));
    };
  }

  private static Reply.Message json(String body) {
    return message(Response.JSON, body.getBytes(UTF_8));
  }

  private static Reply.Message message(String contentType, byte[] body) {
    return Reply.Message.of(200, Map.of("Content-Type", contentType), body);
  }

  private static Reply.Message truncated(byte[] good, int sent) {
    // At least one byte must be missing.
    int cut = sent < 0 ? good.length / 2 : Math.min(sent, good.length - 1);
    return message(Response.JSON, good).cutAfter(cut);
  }

  private static String deep(int levels) {
    return "{\"assistant\":".repeat(levels) + "{}" + "}".repeat(levels);
  }

  private static String huge(int bytes, JsonNode good) {
    String rest = good.isObject() && !good.isEmpty() ? "," + good.toString().substring(1) : "}";
    String key = "{\"filler\":\"";
    int filler = Math.max(0, bytes - key.length() - 1 - rest.getBytes(UTF_8).length);
    return key + "x".repeat(filler) + "\"" + rest;
  }

  /** Changes the types in the assistant, or in the whole response if it has no assistant. */
  private static JsonNode wrongTypes(JsonNode good) {
    JsonNode wrong = good.deepCopy();
    if ((wrong.has("assistant") ? wrong.get("assistant") : wrong) instanceof ObjectNode fields) {
      fields.properties().forEach(field -> field.setValue(otherType(field.getValue())));
    }
    return wrong;
  }

  private static JsonNode otherType(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> StrictJson.object().put("unexpected", true);
      case NUMBER -> TextNode.valueOf("seven");
      case OBJECT -> TextNode.valueOf("an object");
      case ARRAY -> IntNode.valueOf(42);
      case BINARY, BOOLEAN, MISSING, NULL, POJO -> BooleanNode.TRUE;
    };
  }
}
