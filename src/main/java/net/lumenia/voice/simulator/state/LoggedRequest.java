package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.lumenia.voice.simulator.exchange.StrictJson;

/**
 * A request to the API as the log keeps it.
 *
 * @param sequence 1 for the first, in the order of the answers
 * @param time when it arrived
 * @param path as it was sent
 * @param workspace the name behind the slug, the slug itself where it is not hex, empty without one
 * @param account the {@code X-Account-Id} as it was sent, empty without one
 * @param correlationId the {@code X-Correlation-Id} as it was sent, empty without one
 * @param token the label of the token, {@code invalid} or {@code none}; never the token itself
 * @param status what the client was told, 0 when the connection ended without an answer
 * @param applied whether it has changed what is stored, whatever the client was told
 * @param faults the ids of the faults that have struck it
 * @param body the JSON, a text node where it was no JSON, a missing node without one
 * @param duration until the answer was ready, the added latency included
 */
public record LoggedRequest(
    long sequence,
    Instant time,
    String method,
    String path,
    String workspace,
    String account,
    String correlationId,
    String token,
    int status,
    boolean applied,
    List<String> faults,
    JsonNode body,
    Duration duration) {

  LoggedRequest numbered(long number) {
    return new LoggedRequest(
        number,
        time,
        method,
        path,
        workspace,
        account,
        correlationId,
        token,
        status,
        applied,
        faults,
        body,
        duration);
  }

  public ObjectNode json() {
    ObjectNode json =
        StrictJson.object()
            .put("sequence", sequence)
            .put("time", time.toString())
            .put("method", method)
            .put("path", path)
            .put("workspace", workspace)
            .put("account", account)
            .put("token", token)
            .put("status", status)
            .put("applied", applied)
            .put("durationMillis", duration.toNanos() / 1e6);
    if (!correlationId.isEmpty()) {
      json.put("correlationId", correlationId);
    }
    if (!faults.isEmpty()) {
      faults.forEach(json.putArray("faults")::add);
    }
    if (!body.isMissingNode()) {
      json.set("body", body);
    }
    return json;
  }
}
