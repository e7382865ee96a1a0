package net.lumenia.voice.bench.fleet;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.bench.Progress;
import net.lumenia.voice.bench.Wait;
import net.lumenia.voice.bench.fleet.ReadyWatch.Version;
import net.lumenia.voice.bench.fleet.SimulatorProcess.Call;

/**
 * Edits of single resources, several a second, each timed from before it is sent to the API server.
 *
 * @param patches until its PATCH arrived at the Lumenia API
 * @param ready until a watch showed it as Ready
 */
record FleetEdits(Samples patches, Samples ready) {

  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private record Edit(Version version, String firstMessage, Instant time) {}

  /** Edits so many of the fleet, evenly spread over it. */
  static FleetEdits of(
      Fleet fleet,
      int count,
      int revision,
      ReadyWatch watch,
      SimulatorProcess simulator,
      BooleanSupplier alive) {
    long before = simulator.newest();
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = 1 + (int) ((long) i * fleet.size() / count);
      Instant time = Instant.now();
      Version version = fleet.apply(number, revision);
      edits.add(new Edit(version, Fleet.firstMessage(number, revision), time));
      Wait.pass(INTERVAL);
      if (i % 20 == 19) {
        Progress.say("%d edits".formatted(i + 1));
      }
    }
    watch.awaitAll(edits.stream().map(Edit::version).toList(), DEADLINE, alive);
    Map<String, Instant> arrived =
        simulator.calls("PATCH", before).stream()
            .collect(toMap(Call::firstMessage, Call::time, (first, _) -> first));
    return new FleetEdits(
        new Samples(
            edits.stream()
                .map(edit -> Duration.between(edit.time(), arrived.get(edit.firstMessage())))
                .toList()),
        new Samples(
            edits.stream()
                .map(
                    edit ->
                        Duration.between(edit.time(), watch.readyAt(edit.version()).orElseThrow()))
                .toList()));
  }
}
