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

/** The assistants of one account, and an API with a latency. */
final class TestFleet {

  private static final String GROWN = "a";

  private final VirtualTime time;
  private final Duration interval;
  private final Duration latency;
  private final AccountLimiters limiters;
  private final AccountLimiter limiter;
  private final List<Instant> requests = new ArrayList<>();
  private final Map<String, Instant> lastChecked = new HashMap<>();
  private final Map<Priority, Duration> longestWait = new HashMap<>();
  private final Set<CircuitState> circuits = EnumSet.noneOf(CircuitState.class);
  private int inFlight;
  private int maxInFlight;
  Function<String, ApiResult<?>> api = _ -> new ApiResult.Success<>("fine");

  TestFleet(VirtualTime time, CallLimits limits, Duration interval, Duration latency) {
    this(time, CallLimits.OF_PROCESS, limits, interval, latency);
  }

  private TestFleet(
      VirtualTime time,
      CallLimits process,
      CallLimits limits,
      Duration interval,
      Duration latency) {
    this.time = time;
    this.interval = interval;
    this.latency = latency;
    limiters =
        new AccountLimiters(
            TestAccount.client(),
            process,
            (priority, waited) -> longestWait.merge(priority, waited, TestFleet::longer),
            _ -> recordCircuit(),
            CircuitTiming.DEFAULT,
            time,
            time);
    limiter = limiters.limiter("prod/default", TestAccount.credentials("token"), limits);
  }

  private void recordCircuit() {
    circuits.add(limiter.state().circuit());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Adds assistants, spread evenly over one interval. */
  void grow(int assistants) {
    for (int i = 0; i < assistants; i++) {
      String id = GROWN + i;
      time.schedule(
          interval.multipliedBy(i).dividedBy(assistants), () -> check(id, Priority.RESYNC, true));
    }
  }

  /** An assistant is edited. */
  void edit(String id) {
    check(id, Priority.CHANGE, false);
  }

  /** An assistant is new. */
  void create(String id) {
    check(id, Priority.FIRST_CHECK, false);
  }

  /** The resync of an assistant is due. */
  void resync(String id) {
    check(id, Priority.RESYNC, false);
  }

  /** Retries a failing assistant as a change, after 1 s, 2 s, 4 s, ... 5 min. */
  void retryForever(String id) {
    retry(id, 0);
  }

  private void retry(String id, int attempt) {
    check(id, Priority.CHANGE, false);
    Duration wait = Duration.ofSeconds(Math.min(300, 1L << Math.min(attempt, 9)));
    time.schedule(wait, () -> retry(id, attempt + 1));
  }

  private void check(String id, Priority priority, boolean repeat) {
    var caller = new Caller(id, priority, interval, () -> wake(id, priority));
    if (limiter.tryAcquire(caller) instanceof Admission.Admitted(Permit permit)) {
      inFlight++;
      maxInFlight = Math.max(maxInFlight, inFlight);
      requests.add(time.instant());
      time.schedule(latency, () -> finish(id, permit, repeat));
    } else if (repeat) {
      time.schedule(interval, () -> check(id, Priority.RESYNC, true));
    }
  }

  private boolean wake(String id, Priority priority) {
    time.schedule(Duration.ZERO, () -> check(id, priority, false));
    return true;
  }

  private void finish(String id, Permit permit, boolean repeat) {
    ApiResult<?> result = permit.call(id, () -> request(id));
    permit.close();
    inFlight--;
    if (result instanceof ApiResult.Success<?>) {
      lastChecked.put(id, time.instant());
    }
    if (repeat) {
      time.schedule(
          longer(interval, limiter.state().minResyncInterval()),
          () -> check(id, Priority.RESYNC, true));
    }
  }

  @SuppressWarnings("unchecked")
  private ApiResult<Object> request(String id) {
    return (ApiResult<Object>) api.apply(id);
  }

  AccountLimiter limiter() {
    return limiter;
  }

  AccountLimiters limiters() {
    return limiters;
  }

  /** The states of the circuit so far, without the initial one. */
  Set<CircuitState> circuits() {
    return circuits;
  }

  /** How many requests were sent at or after this time. */
  long requestsSince(Instant time) {
    return requests.stream().filter(request -> !request.isBefore(time)).count();
  }

  /** The most requests within any minute. */
  long maxPerMinute() {
    long max = 0;
    int first = 0;
    for (int last = 0; last < requests.size(); last++) {
      while (Duration.between(requests.get(first), requests.get(last)).toSeconds() >= 60) {
        first++;
      }
      max = Math.max(max, last - first + 1);
    }
    return max;
  }

  /** How many assistants were checked at or after this time. */
  long checkedSince(Instant time) {
    return lastChecked.values().stream().filter(checked -> !checked.isBefore(time)).count();
  }

  /** The time since the last check of that assistant of {@link #grow} that has waited longest. */
  Duration ageOfOldestCheck() {
    Instant oldest =
        lastChecked.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(GROWN))
            .map(Map.Entry::getValue)
            .min(Instant::compareTo)
            .orElseThrow();
    return Duration.between(oldest, time.instant());
  }

  int maxInFlight() {
    return maxInFlight;
  }

  Duration longestWait(Priority priority) {
    return longestWait.getOrDefault(priority, Duration.ZERO);
  }
}
