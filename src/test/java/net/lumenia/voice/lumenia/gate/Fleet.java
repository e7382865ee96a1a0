package net.lumenia.voice.lumenia.gate;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Endpoint;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;

/** Assistants that all want to be looked at through one gate, and an API that takes its time. */
final class Fleet {

  private static final String ACCOUNT = "prod/default";

  private final World world;
  private final Duration interval;
  private final Duration latency;
  private final Gate gate;
  private final List<Instant> requests = new ArrayList<>();
  private final Map<String, Instant> lastSeen = new HashMap<>();
  private final Map<Priority, Duration> longestWait = new HashMap<>();
  private int underWay;
  private int mostUnderWay;
  Supplier<ApiResult<?>> api = () -> new ApiResult.Success<>("fine");

  Fleet(World world, GateLimits limits, Duration interval, Duration latency) {
    this.world = world;
    this.interval = interval;
    this.latency = latency;
    gate =
        new Gate(
            new LumeniaClient("test", Limits.DEFAULT, (_, _, _) -> {}, Clock.systemUTC()),
            new Credentials(
                new Endpoint(
                    URI.create("https://api.example.com"), "3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f"),
                Token.of("token").orElseThrow()),
            (priority, time) -> longestWait.merge(priority, time, Fleet::longer),
            _ -> {},
            world,
            world);
    gate.register(ACCOUNT, limits);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** So many assistants appear, evenly over one interval. */
  void grow(int assistants) {
    for (int i = 0; i < assistants; i++) {
      String id = "a" + i;
      world.set(
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

  private void look(String id, Priority priority, boolean comesAgain) {
    var visitor = new Visitor(id, priority, interval, () -> comesAtOnce(id, priority));
    if (gate.enter(visitor) instanceof Entry.Admitted(Pass pass)) {
      underWay++;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      requests.add(world.instant());
      world.set(latency, () -> finish(id, pass, comesAgain));
    } else if (comesAgain) {
      world.set(interval, () -> look(id, Priority.RESYNC, true));
    }
  }

  private boolean comesAtOnce(String id, Priority priority) {
    world.set(Duration.ZERO, () -> look(id, priority, false));
    return true;
  }

  private void finish(String id, Pass pass, boolean comesAgain) {
    ApiResult<?> result = pass.call(() -> ask());
    pass.close();
    underWay--;
    if (result instanceof ApiResult.Success<?>) {
      lastSeen.put(id, world.instant());
    }
    if (comesAgain) {
      world.set(
          longer(interval, gate.state().shortestInterval()), () -> look(id, Priority.RESYNC, true));
    }
  }

  @SuppressWarnings("unchecked")
  private ApiResult<Object> ask() {
    return (ApiResult<Object>) api.get();
  }

  Gate gate() {
    return gate;
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
