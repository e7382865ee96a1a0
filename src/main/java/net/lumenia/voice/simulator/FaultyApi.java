package net.lumenia.voice.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.faults.BrokenBody;
import net.lumenia.voice.simulator.faults.ExtraKeys;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.RequestFaults;
import net.lumenia.voice.simulator.http.HttpDate;
import net.lumenia.voice.simulator.http.Reply;
import net.lumenia.voice.simulator.state.SimulatorState;

/**
 * The API with the faults around it. The stages of a request are:
 *
 * <ol>
 *   <li>latency before processing
 *   <li>a fault that replaces the response before processing
 *   <li>processing
 *   <li>a fault that replaces the response after processing
 *   <li>unknown keys and a broken body, if the status is 200
 *   <li>latency after processing
 *   <li>a slow body
 * </ol>
 *
 * <p>Within a stage, latencies add up. Of all other faults, the first injected strikes.
 */
final class FaultyApi {

  /**
   * @param applied whether the request changed the stored state, whatever the response says
   */
  record Outcome(Reply reply, boolean applied) {}

  private final Api api;
  private final SimulatorState state;
  private final Clock clock;

  FaultyApi(Api api, SimulatorState state) {
    this.api = api;
    this.state = state;
    this.clock = state.clock();
  }

  Outcome handle(Request request, RequestFaults faults) throws InterruptedException {
    Thread.sleep(latency(faults, FaultPhase.BEFORE));
    Outcome outcome =
        replaced(faults, FaultPhase.BEFORE)
            .map(reply -> new Outcome(reply, false))
            .orElseGet(() -> processed(request, faults));
    Thread.sleep(state.settings().latencyMillis() + latency(faults, FaultPhase.AFTER));
    return new Outcome(slow(outcome.reply(), faults), outcome.applied());
  }

  private static long latency(RequestFaults faults, FaultPhase phase) {
    return faults.all(FaultKind.Latency.class, kind -> kind.when() == phase).stream()
        .mapToLong(strike -> strike.kind().millis())
        .sum();
  }

  private Optional<Reply> replaced(RequestFaults faults, FaultPhase phase) {
    return faults
        .first(FaultKind.ReplacedResponse.class, kind -> kind.when() == phase)
        .map(
            kind ->
                switch (kind) {
                  case FaultKind.Status status -> reply(status);
                  case FaultKind.Redirect redirect -> reply(redirect);
                  case FaultKind.Reset reset -> new Reply.Disconnect(reset.orderly());
                });
  }

  private Outcome processed(Request request, RequestFaults faults) {
    Response response = api.handle(request, faults);
    Reply reply =
        replaced(faults, FaultPhase.AFTER).orElseGet(() -> withBodyFaults(response, faults));
    return new Outcome(reply, response.applied());
  }

  private static Reply withBodyFaults(Response response, RequestFaults faults) {
    if (response.status() != 200) {
      return response.message();
    }
    JsonNode body =
        faults
            .first(FaultKind.UnknownKeys.class)
            .map(_ -> ExtraKeys.in(response.body()))
            .orElse(response.body());
    return faults
        .first(FaultKind.Body.class)
        .map(fault -> BrokenBody.of(fault, body))
        .orElseGet(() -> Response.ok(body).message());
  }

  private static Reply slow(Reply reply, RequestFaults faults) {
    return reply instanceof Reply.Message message && message.sent() > 0
        ? faults
            .first(FaultKind.Trickle.class)
            .map(fault -> message.trickled(Duration.ofMillis(fault.millis())))
            .orElse(message)
        : reply;
  }

  private Reply reply(FaultKind.Status fault) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", Objects.requireNonNullElse(fault.contentType(), Response.JSON));
    Optional.ofNullable(fault.retryAfter())
        .or(() -> Optional.ofNullable(fault.retryAfterDateInSeconds()).map(this::date))
        .ifPresent(value -> headers.put("Retry-After", value));
    String message =
        Objects.requireNonNullElse(fault.message(), "simulated failure " + fault.status());
    byte[] body =
        fault.body() == null
            ? StrictJson.bytes(Response.error(fault.status(), message).body())
            : fault.body().getBytes(UTF_8);
    return Reply.Message.of(fault.status(), headers, body);
  }

  private String date(long secondsFromNow) {
    return HttpDate.of(clock.instant().plusSeconds(secondsFromNow));
  }

  private static Reply reply(FaultKind.Redirect fault) {
    Response response = Response.error(fault.status(), "simulated redirect to " + fault.location());
    Map<String, String> headers =
        Map.of("Content-Type", Response.JSON, "Location", fault.location());
    return Reply.Message.of(fault.status(), headers, StrictJson.bytes(response.body()));
  }
}
