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
 * The API with what goes wrong around it. An exchange has stages: latency before the work; what
 * ends it before the work; the work; what ends it after the work; unknown keys and another body, if
 * the answer is 200; latency after the work; the slow sending of what there is to send. Within a
 * stage the order is that of injection: latencies add up, of all others the first strikes.
 */
final class FaultyApi {

  /**
   * @param applied whether the request has changed what is stored, whatever the client is told
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

  Outcome answer(Request request, RequestFaults strikes) throws InterruptedException {
    Thread.sleep(latency(strikes, FaultPhase.BEFORE));
    Outcome outcome =
        ended(strikes, FaultPhase.BEFORE)
            .map(reply -> new Outcome(reply, false))
            .orElseGet(() -> worked(request, strikes));
    Thread.sleep(state.settings().latencyMillis() + latency(strikes, FaultPhase.AFTER));
    return new Outcome(slowed(outcome.reply(), strikes), outcome.applied());
  }

  private static long latency(RequestFaults strikes, FaultPhase when) {
    return strikes.all(FaultKind.Latency.class, kind -> kind.when() == when).stream()
        .mapToLong(strike -> strike.kind().millis())
        .sum();
  }

  private Optional<Reply> ended(RequestFaults strikes, FaultPhase when) {
    return strikes
        .first(FaultKind.Ending.class, kind -> kind.when() == when)
        .map(
            kind ->
                switch (kind) {
                  case FaultKind.Status status -> reply(status);
                  case FaultKind.Redirect redirect -> reply(redirect);
                  case FaultKind.Reset reset -> new Reply.HangUp(reset.orderly());
                });
  }

  private Outcome worked(Request request, RequestFaults strikes) {
    Response answer = api.answer(request, strikes);
    Reply reply = ended(strikes, FaultPhase.AFTER).orElseGet(() -> shaped(answer, strikes));
    return new Outcome(reply, answer.applied());
  }

  private static Reply shaped(Response answer, RequestFaults strikes) {
    if (answer.status() != 200) {
      return answer.message();
    }
    JsonNode body =
        strikes
            .first(FaultKind.UnknownKeys.class)
            .map(_ -> ExtraKeys.in(answer.body()))
            .orElse(answer.body());
    return strikes
        .first(FaultKind.Body.class)
        .map(fault -> BrokenBody.of(fault, body))
        .orElseGet(() -> Response.ok(body).message());
  }

  private static Reply slowed(Reply reply, RequestFaults strikes) {
    return reply instanceof Reply.Message message && message.sent() > 0
        ? strikes
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
            ? StrictJson.bytes(Response.refused(fault.status(), message).body())
            : fault.body().getBytes(UTF_8);
    return Reply.Message.of(fault.status(), headers, body);
  }

  private String date(long secondsFromNow) {
    return HttpDate.of(clock.instant().plusSeconds(secondsFromNow));
  }

  private static Reply reply(FaultKind.Redirect fault) {
    Response answer = Response.refused(fault.status(), "simulated redirect to " + fault.location());
    Map<String, String> headers =
        Map.of("Content-Type", Response.JSON, "Location", fault.location());
    return Reply.Message.of(fault.status(), headers, StrictJson.bytes(answer.body()));
  }
}
