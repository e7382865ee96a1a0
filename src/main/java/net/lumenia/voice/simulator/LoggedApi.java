package net.lumenia.voice.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What surrounds every answer of the API: simulated failures, added latency, the log. */
final class LoggedApi {

  private final State state;
  private final Authentication authentication;
  private final Api api;
  private final Clock clock = Clock.systemUTC();

  LoggedApi(State state) {
    this.state = state;
    this.authentication = new Authentication(state.accounts());
    this.api = new Api(state, authentication);
  }

  Answer answer(Request request) throws InterruptedException {
    Instant arrived = clock.instant();
    long started = System.nanoTime();
    Answer answer =
        state
            .takeFailure(request.method())
            .map(FailNext::answer)
            .orElseGet(() -> api.answer(request));
    Thread.sleep(state.settings().latencyMillis());
    log(request, answer.status(), arrived, Duration.ofNanos(System.nanoTime() - started));
    return answer;
  }

  /** Before the answer is sent, so that whoever has the answer finds the request in the log. */
  private void log(Request request, int status, Instant arrived, Duration duration) {
    state
        .log()
        .add(
            new LoggedRequest(
                0,
                arrived,
                request.method(),
                request.path(),
                workspace(request.segments()),
                request.header("X-Account-Id").orElse(""),
                authentication.label(request),
                status,
                request.body().logged(),
                duration));
  }

  private static String workspace(List<String> path) {
    return path.size() > 3 && path.get(2).equals("workspace")
        ? Slug.name(path.get(3)).orElse(path.get(3))
        : "";
  }
}
