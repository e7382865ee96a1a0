package net.lumenia.voice.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.endtoend.Cluster;
import net.lumenia.voice.simulator.Simulator;

/**
 * Edits at fixed intervals, whether or not the earlier ones have arrived, each timed from before it
 * is applied until the API has it.
 */
record TimedEdits(
    Cluster cluster,
    Simulator lumenia,
    List<String> names,
    BooleanSupplier goesOn,
    List<Duration> times) {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(20);

  /**
   * @param goesOn false ends it early
   */
  TimedEdits(Cluster cluster, Simulator lumenia, List<String> names, BooleanSupplier goesOn) {
    this(cluster, lumenia, names, goesOn, new CopyOnWriteArrayList<>());
  }

  /** Edits one after the other, round and round, and returns when the last has arrived. */
  void during(Duration time, Duration interval, String text) throws InterruptedException {
    List<Thread> edits = new ArrayList<>();
    Instant end = Instant.now().plus(time);
    for (int count = 0; goesOn.getAsBoolean() && Instant.now().isBefore(end); count++) {
      String name = names.get(count % names.size());
      String message = text + " " + count;
      edits.add(Thread.startVirtualThread(() -> edit(name, message)));
      Wait.pass(interval);
      if (count % 20 == 19) {
        Progress.say("%d edits, %s".formatted(count + 1, late(Duration.ofSeconds(5))));
      }
    }
    for (Thread edit : edits) {
      edit.join();
    }
  }

  private void edit(String name, String message) {
    long began = System.nanoTime();
    Duration took = Duration.ZERO;
    try {
      cluster.patch(name, "{\"spec\": {\"firstMessage\": \"%s\"}}".formatted(message));
      while (!lumenia.assistant(name).path("firstMessage").asText().equals(message)
          && took.compareTo(LONGEST) < 0
          && goesOn.getAsBoolean()) {
        Thread.sleep(BETWEEN_CHECKS);
        took = Duration.ofNanos(System.nanoTime() - began);
      }
      times.add(goesOn.getAsBoolean() ? took : LONGEST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Progress.say("the edit of %s was refused: %s".formatted(name, e.getMessage()));
      times.add(LONGEST);
    }
  }

  boolean allWithin(Duration limit) {
    return !times.isEmpty() && times.stream().allMatch(time -> time.compareTo(limit) <= 0);
  }

  /** How many took longer. */
  String late(Duration limit) {
    return "%d of %d took longer than %d s"
        .formatted(
            times.stream().filter(time -> time.compareTo(limit) > 0).count(),
            times.size(),
            limit.toSeconds());
  }

  void print(String title) {
    if (!times.isEmpty()) {
      new Durations(times).print(title + ", edit to PATCH");
    }
  }
}
