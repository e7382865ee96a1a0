package net.lumenia.voice.bench;

import java.time.Duration;
import java.util.List;
import net.lumenia.voice.simulator.SimulatorOptions;

/**
 * 1,000 assistants that want to be looked at every ten seconds, within 600 requests a minute. An
 * edit reaches the API within one request's time all the same: as fast as in an account where
 * nobody waits, and at most one request later.
 */
public final class BusyFleetMain {

  private static final int ASSISTANTS = 1_000;
  private static final int EDITS = 30;

  private BusyFleetMain() {}

  /** See the class. */
  public static void main(String... arguments) {
    var goals = new Goals();
    try (Stage stage = Stage.set("10s")) {
      List<String> idle =
          stage.fleet("idle", "5f0c2b1e-7d43-4a86-9e21-c0ffee000002", 60_000, EDITS / 3);
      stage.awaitAllSynced(idle.size(), Duration.ofMinutes(2));
      List<String> busy = stage.fleet("busy", SimulatorOptions.ACCOUNT_ID, 600, ASSISTANTS);
      stage.awaitAllSynced(idle.size() + ASSISTANTS, Duration.ofMinutes(10));
      Wait.until(Duration.ofMinutes(5), "resyncs are stretched", () -> isStretched(stage));
      measure(stage, idle, busy, goals);
    }
    System.exit(goals.exitCode());
  }

  private static boolean isStretched(Stage stage) {
    return "2m30s".equals(stage.account("busy").decodeStatus().effectiveResyncInterval());
  }

  private static void measure(Stage stage, List<String> idle, List<String> busy, Goals goals) {
    Progress.say("editing");
    Edits.of(stage, idle.subList(0, 5), "to warm up");
    Edits base = Edits.of(stage, idle, "edited");
    stage.simulator().clearRequests();
    Edits edits = Edits.of(stage, busy.subList(ASSISTANTS - EDITS, ASSISTANTS), "edited");
    base.print("account without limits");
    edits.print("account at its limit");
    System.out.printf("requests of the account meanwhile: %d%n", requests(stage));
    Duration most = base.looks().longest().plus(Stage.LATENCY);
    goals.expect(
        edits.looks().longest().compareTo(most) <= 0,
        "reaches the API at most one request (%d ms) later: within %d ms"
            .formatted(Stage.LATENCY.toMillis(), most.toMillis()));
  }

  private static int requests(Stage stage) {
    return stage.traffic().ofAccount(SimulatorOptions.ACCOUNT_ID).size();
  }
}
