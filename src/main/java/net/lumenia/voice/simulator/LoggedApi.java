package net.lumenia.voice.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.faults.RequestFaults;
import net.lumenia.voice.simulator.http.Reply;
import net.lumenia.voice.simulator.state.LoggedRequest;
import net.lumenia.voice.simulator.state.SimulatorState;

/** The API with its log, which records what happened whatever the client receives. */
final class LoggedApi {

  private final SimulatorState state;
  private final Authentication authentication;
  private final FaultyApi api;
  private final Clock clock;

  LoggedApi(SimulatorState state) {
    this.state = state;
    this.authentication = new Authentication(state.accounts());
    this.api = new FaultyApi(new Api(state, authentication), state);
    this.clock = state.clock();
  }

  Reply handle(Request request) throws InterruptedException {
    Instant arrived = clock.instant();
    long started = System.nanoTime();
    RequestFaults faults = state.faults().at(request);
    FaultyApi.Outcome outcome = api.handle(request, faults);
    log(request, outcome, faults, arrived, Duration.ofNanos(System.nanoTime() - started));
    return outcome.reply();
  }

  /** Logs before the response is sent, so that a client with the response finds the log entry. */
  private void log(
      Request request,
      FaultyApi.Outcome outcome,
      RequestFaults faults,
      Instant arrived,
      Duration duration) {
    state
        .log()
        .add(
            new LoggedRequest(
                0,
                arrived,
                request.method(),
                request.path(),
                request.workspace(),
                request.account(),
                request.correlationId(),
                authentication.label(request),
                outcome.reply().status(),
                outcome.applied(),
                faults.struck(),
                request.body().logged(),
                duration));
  }
}
