package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A status code with a JSON body, and headers beyond those of every answer. */
record Answer(int status, JsonNode body, Map<String, String> headers) {

  static Answer ok(JsonNode body) {
    return new Answer(200, body, Map.of());
  }

  /** "Most errors are {"success": false, "message": "..."}". */
  static Answer refused(int status, String message) {
    JsonNode body = Json.object().put("success", false).put("message", message);
    return new Answer(status, body, Map.of());
  }

  static Answer refused(List<String> problems) {
    return refused(400, String.join("; ", problems));
  }

  Answer withHeader(String name, String value) {
    return new Answer(status, body, Map.of(name, value));
  }
}
