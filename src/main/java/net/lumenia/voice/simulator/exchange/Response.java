package net.lumenia.voice.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.simulator.http.Reply;

/**
 * A status code with a JSON body.
 *
 * @param applied whether the request changed the stored state
 */
public record Response(int status, JsonNode body, boolean applied) {

  public static final String JSON = "application/json; charset=utf-8";

  public static Response ok(JsonNode body) {
    return new Response(200, body, false);
  }

  /** An error: {@code {"success": false, "message": ...}}. */
  public static Response error(int status, String message) {
    JsonNode body = StrictJson.object().put("success", false).put("message", message);
    return new Response(status, body, false);
  }

  public static Response error(List<String> problems) {
    return error(400, String.join("; ", problems));
  }

  public Response withApplied() {
    return new Response(status, body, true);
  }

  public Reply.Message message() {
    return Reply.Message.of(status, Map.of("Content-Type", JSON), StrictJson.bytes(body));
  }
}
