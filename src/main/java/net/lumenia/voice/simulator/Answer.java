package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.simulator.http.Reply;

/**
 * A status code with a JSON body.
 *
 * @param applied whether the request has changed what is stored
 */
record Answer(int status, JsonNode body, boolean applied) {

  static final String JSON = "application/json; charset=utf-8";

  static Answer ok(JsonNode body) {
    return new Answer(200, body, false);
  }

  /** "Most errors are {"success": false, "message": "..."}". */
  static Answer refused(int status, String message) {
    JsonNode body = Json.object().put("success", false).put("message", message);
    return new Answer(status, body, false);
  }

  static Answer refused(List<String> problems) {
    return refused(400, String.join("; ", problems));
  }

  Answer withApplied() {
    return new Answer(status, body, true);
  }

  Reply.Message message() {
    return Reply.Message.of(status, Map.of("Content-Type", JSON), Json.bytes(body));
  }
}
