package net.lumenia.voice.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.state.LoggedRequest;
import net.lumenia.voice.simulator.state.RequestLog;
import net.lumenia.voice.simulator.state.SimulatorState;

/** The request log. */
final class RequestControl {

  private final RequestLog log;

  RequestControl(SimulatorState state) {
    this.log = state.log();
  }

  /**
   * Filters by {@code method}, {@code workspace}, {@code status}, {@code correlationId} and {@code
   * since}, a sequence number.
   */
  Response list(Request request) {
    Map<String, String> query = request.query();
    long since = number(query.getOrDefault("since", "0"));
    ObjectNode json = StrictJson.object().put("last", log.last());
    ArrayNode list = json.putArray("requests");
    log.find(entry -> entry.sequence() > since && matches(entry, query))
        .forEach(entry -> list.add(entry.json()));
    return Response.ok(json);
  }

  private static boolean matches(LoggedRequest entry, Map<String, String> query) {
    return Map.of(
            "method", entry.method(),
            "workspace", entry.workspace(),
            "status", Integer.toString(entry.status()),
            "correlationId", entry.correlationId())
        .entrySet()
        .stream()
        .allMatch(key -> query.getOrDefault(key.getKey(), key.getValue()).equals(key.getValue()));
  }

  Response counts() {
    ObjectNode json = StrictJson.object();
    long total = 0;
    for (var count : log.counts().entrySet()) {
      RequestLog.Kind kind = count.getKey();
      json.withObject("/" + kind.method())
          .put(Integer.toString(kind.status()), (long) count.getValue());
      total += count.getValue();
    }
    return Response.ok(json.put("total", total));
  }

  Response clear() {
    log.clear();
    return Response.ok(StrictJson.object());
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("since: \"%s\" is not a number".formatted(text), e);
    }
  }
}
