package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.lumenia.voice.simulator.exchange.StrictJson;

/**
 * An entry of the request log.
 *
 * @param sequence 1 for the first; in the order of the responses
 * @param time when the request arrived
 * @param path as sent
 * @param workspace the name of the workspace, or the slug if it is not hex; empty without one
 * @param account the {@code X-Account-Id} as sent; empty without one
 * @param correlationId the {@code X-Correlation-Id} as sent; empty without one
 * @param token the label of the token, {@code invalid} or {@code none}; never the token itself
 * @param status the status code sent; 0 if the connection ended without a response
 * @param applied whether the request changed the stored state, whatever the response says
 * @param faults the ids of the faults that struck the request
 * @param body the JSON; a text node if it is not JSON; a missing node without a body
 * @param duration until the response was ready, including added latency
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
