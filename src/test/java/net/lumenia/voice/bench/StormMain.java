package net.lumenia.voice.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;

/**
 * Two accounts: the edits of one reach the API as fast as ever while the API answers the other one
 * with nothing but 429 and 5xx, or does not answer it at all.
 */
public final class StormMain {

  private static final String STORMY = "5f0c2b1e-7d43-4a86-9e21-c0ffee000002";
  private static final int ASSISTANTS = 300;
  private static final int EDITS = 30;
  private static final Duration TOLERANCE = Duration.ofMillis(100);

  private static final Map<String, List<Fault>> STORMS =
      new TreeMap<>(
          Map.of(
              "no answers",
              List.of(Fault.of(new FaultKind.Latency(60_000, FaultPhase.AFTER)), Fault.status(504)),
              "5xx",
              List.of(Fault.status(500).times(50), Fault.status(503).times(50), Fault.status(502)),
              "429",
              List.of(Fault.status(429))));

  private StormMain() {}

  /** See the class. */
  public static void main(String... arguments) {
    var goals = new Goals();
    try (Stage stage = Stage.set("10s")) {
      List<String> calm = stage.fleet("calm", SimulatorOptions.ACCOUNT_ID, 60_000, EDITS);
      stage.fleet("stormy", STORMY, 6_000, ASSISTANTS);
      stage.awaitAllSynced(EDITS + ASSISTANTS, Duration.ofMinutes(5));
      Edits.of(stage, calm, "to warm up", Duration.ZERO);
      Edits before = Edits.of(stage, calm, "before the storm", Duration.ZERO);
      before.print("without storm");
      for (var storm : STORMS.entrySet()) {
        stage.simulator().clearFaults();
        stage.awaitAllSynced(EDITS + ASSISTANTS, Duration.ofMinutes(5));
        Edits edits = during(stage, calm, storm.getKey(), storm.getValue());
        goals.expect(isAsFast(edits, before), "as fast as without storm: " + storm.getKey());
      }
    }
    System.exit(goals.exitCode());
  }

  private static Edits during(Stage stage, List<String> calm, String name, List<Fault> faults) {
    Progress.say("storm: " + name);
    Simulator simulator = stage.simulator();
    faults.forEach(fault -> simulator.inject(fault.inAccount(STORMY)));
    simulator.clearRequests();
    Wait.until(Duration.ofMinutes(1), "the storm is felt", () -> isFelt(stage));
    Edits edits = Edits.of(stage, calm, "during " + name, Duration.ZERO);
    edits.print("storm: " + name);
    System.out.printf(
        "requests of the other account meanwhile: %d; reasons: %s%n",
        stage.traffic().ofAccount(STORMY).size(), stage.reasons());
    return edits;
  }

  private static boolean isFelt(Stage stage) {
    return stage.reasons().getOrDefault("Synced", 0L) <= EDITS + ASSISTANTS / 2;
  }

  private static boolean isAsFast(Edits edits, Edits before) {
    Duration most = before.patches().median().plus(TOLERANCE);
    return edits.patches().median().compareTo(most) <= 0;
  }
}
