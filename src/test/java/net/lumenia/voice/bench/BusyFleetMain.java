package net.lumenia.voice.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.lumenia.voice.simulator.SimulatorOptions;

/**
 * 1,000 assistants that want to be looked at every ten seconds, within 600 requests a minute: all
 * of them are due when the operator starts again. An edit reaches the API within one request's time
 * all the same: as fast as in an account without a queue, and at most one request later.
 */
public final class BusyFleetMain {

  private static final int ASSISTANTS = 1_000;
  private static final int LIMIT = 600;
  private static final int EDITS = 30;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private BusyFleetMain() {}

  /** See the class. */
  public static void main(String... arguments) {
    var goals = new Goals();
    try (Stage stage = Stage.set("10s")) {
      List<String> idle =
          stage.fleet("idle", "5f0c2b1e-7d43-4a86-9e21-c0ffee000002", 60_000, EDITS);
      stage.awaitAllSynced(idle.size(), Duration.ofMinutes(2));
      List<String> busy = stage.fleet("busy", SimulatorOptions.ACCOUNT_ID, 60_000, ASSISTANTS);
      stage.awaitAllSynced(idle.size() + ASSISTANTS, Duration.ofMinutes(10));
      stage.operator().close();
      stage.cluster().applyAccount("busy", SimulatorOptions.ACCOUNT_ID, "busy", LIMIT);
      try (var operator = stage.startOperator("10s")) {
        Edits.of(stage, busy.subList(0, 5), "to warm up", PAUSE);
        measure(stage, idle, busy, goals);
        operator
            .http("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("lumenia_api_queue_wait_seconds_max"))
            .forEach(System.out::println);
      }
    }
    System.exit(goals.exitCode());
  }

  private static void measure(Stage stage, List<String> idle, List<String> busy, Goals goals) {
    stage.simulator().clearRequests();
    Progress.say("editing, while %d assistants wait for their resync".formatted(ASSISTANTS));
    Instant since = Instant.now();
    Edits edits = Edits.of(stage, busy.subList(ASSISTANTS - EDITS, ASSISTANTS), "edited", PAUSE);
    System.out.printf(
        "meanwhile: %d requests a minute for the account; %d assistants not looked at yet; resync"
            + " interval %s%n",
        requests(stage, since) * 60 / Duration.between(since, Instant.now()).toSeconds(),
        ASSISTANTS - stage.traffic().count("GET", busy).size(),
        stage.account("busy").decodeStatus().effectiveResyncInterval());
    Edits base = Edits.of(stage, idle, "edited", PAUSE);
    base.print("account without limits");
    edits.print("account at its limit");
    Duration most = base.looks().longest().plus(Stage.LATENCY);
    goals.expect(
        edits.looks().longest().compareTo(most) <= 0,
        "reaches the API at most one request (%d ms) later: within %d ms"
            .formatted(Stage.LATENCY.toMillis(), most.toMillis()));
  }

  private static long requests(Stage stage, Instant since) {
    return stage.traffic().ofAccount(SimulatorOptions.ACCOUNT_ID).stream()
        .filter(request -> request.time().isAfter(since))
        .count();
  }
}
