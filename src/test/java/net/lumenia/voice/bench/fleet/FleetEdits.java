package net.lumenia.voice.bench.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.bench.Progress;
import net.lumenia.voice.bench.Wait;
import net.lumenia.voice.bench.fleet.ReadyWatch.Version;

/**
 * Edits of single resources, several a second, each timed from before it is sent to the API server.
 *
 * @param patches until its PATCH arrived at the Lumenia API
 * @param ready until a watch showed it as Ready
 */
record FleetEdits(Samples patches, Samples ready) {

  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private record Edit(Version version, String firstMessage, Instant time) {
    Duration until(Instant end) {
      return Duration.between(time, end);
    }
  }

  /** PATCHes, collected while they are still in the simulator's log. */
  private static final class Arrivals {

    private final SimulatorProcess simulator;
    private final Map<String, Instant> times = new HashMap<>();
    private long newest;

    Arrivals(SimulatorProcess simulator) {
      this.simulator = simulator;
      this.newest = simulator.newest();
    }

    void collect() {
      long until = simulator.newest();
      simulator
          .calls("PATCH", newest)
          .forEach(call -> times.putIfAbsent(call.firstMessage(), call.time()));
      newest = until;
    }

    Instant of(Edit edit) {
      Instant time = times.get(edit.firstMessage());
      if (time == null) {
        throw new IllegalStateException(edit.version().name() + " is Ready without a PATCH");
      }
      return time;
    }
  }

  /** Edits so many of the fleet, evenly spread over it. */
  static FleetEdits of(
      Fleet fleet,
      int count,
      int revision,
      ReadyWatch watch,
      SimulatorProcess simulator,
      BooleanSupplier alive) {
    var arrivals = new Arrivals(simulator);
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = 1 + (int) ((long) i * fleet.size() / count);
      Instant time = Instant.now();
      Version version = fleet.apply(number, revision);
      edits.add(new Edit(version, Fleet.firstMessage(number, revision), time));
      Wait.pass(INTERVAL);
      if (i % 20 == 19) {
        Progress.say("%d edits".formatted(i + 1));
        arrivals.collect();
      }
    }
    watch.awaitAll(
        edits.stream().map(Edit::version).toList(),
        DEADLINE,
        () -> {
          arrivals.collect();
          return alive.getAsBoolean();
        });
    arrivals.collect();
    return new FleetEdits(
        new Samples(edits.stream().map(edit -> edit.until(arrivals.of(edit))).toList()),
        new Samples(
            edits.stream()
                .map(edit -> edit.until(watch.readyAt(edit.version()).orElseThrow()))
                .toList()));
  }
}
