package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.lumenia.voice.lumenia.ApiResult;

/** Assistants that all want to be looked at through one gate, and an API that takes its time. */
final class Fleet {

  private final World world;
  private final Duration interval;
  private final Duration latency;
  private final AccountLimiters limiters;
  private final AccountLimiter limiter;
  private final List<Instant> requests = new ArrayList<>();
  private final Map<String, Instant> lastSeen = new HashMap<>();
  private final Map<Priority, Duration> longestWait = new HashMap<>();
  private final Set<CircuitState> circuits = EnumSet.noneOf(CircuitState.class);
  private int underWay;
  private int mostUnderWay;
  Function<String, ApiResult<?>> api = _ -> new ApiResult.Success<>("fine");

  Fleet(World world, CallLimits limits, Duration interval, Duration latency) {
    this(world, CallLimits.OF_PROCESS, limits, interval, latency);
  }

  private Fleet(
      World world, CallLimits process, CallLimits limits, Duration interval, Duration latency) {
    this.world = world;
    this.interval = interval;
    this.latency = latency;
    limiters =
        new AccountLimiters(
            Account.client(),
            process,
            (priority, time) -> longestWait.merge(priority, time, Fleet::longer),
            _ -> noteCircuit(),
            world,
            world);
    limiter = limiters.limiter("prod/default", Account.credentials("token"), limits);
  }

  private void noteCircuit() {
    circuits.add(limiter.state().circuit());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** So many assistants appear, evenly over one interval. */
  void grow(int assistants) {
    for (int i = 0; i < assistants; i++) {
      String id = "a" + i;
      world.schedule(
          interval.multipliedBy(i).dividedBy(assistants), () -> look(id, Priority.RESYNC, true));
    }
  }

  /** Somebody edits an assistant now. */
  void edit(String id) {
    look(id, Priority.CHANGE, false);
  }

  /** An assistant is due. */
  void resync(String id) {
    look(id, Priority.RESYNC, false);
  }

  /**
   * An assistant that fails comes again after 1 s, 2 s, 4 s, ... 5 min; it is a change until then.
   */
  void tryAgainAndAgain(String id) {
    tryAgain(id, 0);
  }

  private void tryAgain(String id, int attempt) {
    look(id, Priority.CHANGE, false);
    Duration wait = Duration.ofSeconds(Math.min(300, 1L << Math.min(attempt, 9)));
    world.schedule(wait, () -> tryAgain(id, attempt + 1));
  }

  private void look(String id, Priority priority, boolean comesAgain) {
    var caller = new Caller(id, priority, interval, () -> comesAtOnce(id, priority));
    if (limiter.enter(caller) instanceof Admission.Admitted(Permit permit)) {
      underWay++;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      requests.add(world.instant());
      world.schedule(latency, () -> finish(id, permit, comesAgain));
    } else if (comesAgain) {
      world.schedule(interval, () -> look(id, Priority.RESYNC, true));
    }
  }

  private boolean comesAtOnce(String id, Priority priority) {
    world.schedule(Duration.ZERO, () -> look(id, priority, false));
    return true;
  }

  private void finish(String id, Permit permit, boolean comesAgain) {
    ApiResult<?> result = permit.call(id, () -> ask(id));
    permit.close();
    underWay--;
    if (result instanceof ApiResult.Success<?>) {
      lastSeen.put(id, world.instant());
    }
    if (comesAgain) {
      world.schedule(
          longer(interval, limiter.state().shortestInterval()),
          () -> look(id, Priority.RESYNC, true));
    }
  }

  @SuppressWarnings("unchecked")
  private ApiResult<Object> ask(String id) {
    return (ApiResult<Object>) api.apply(id);
  }

  AccountLimiter limiter() {
    return limiter;
  }

  AccountLimiters limiters() {
    return limiters;
  }

  /** In which states the circuit has been since it was closed at first. */
  Set<CircuitState> circuits() {
    return circuits;
  }

  /** How many requests were sent at or after this time. */
  long requestsSince(Instant time) {
    return requests.stream().filter(request -> !request.isBefore(time)).count();
  }

  /** The most requests within any minute. */
  long mostInAMinute() {
    long most = 0;
    int first = 0;
    for (int last = 0; last < requests.size(); last++) {
      while (Duration.between(requests.get(first), requests.get(last)).toSeconds() >= 60) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** How many assistants were seen at or after this time. */
  long seenSince(Instant time) {
    return lastSeen.values().stream().filter(seen -> !seen.isBefore(time)).count();
  }

  int mostUnderWay() {
    return mostUnderWay;
  }

  Duration longestWait(Priority priority) {
    return longestWait.getOrDefault(priority, Duration.ZERO);
  }
}
