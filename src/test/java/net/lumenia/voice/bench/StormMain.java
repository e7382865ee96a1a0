package net.lumenia.voice.bench;

import java.time.Duration;
import java.util.List;
import net.lumenia.voice.simulator.Fault;
import net.lumenia.voice.simulator.FaultKind;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.When;

/**
 * Two accounts: the edits of one reach the API as fast as ever while the API answers the other one
 * with nothing but 429 and 5xx, or does not answer it at all.
 */
public final class StormMain {

  private static final String STORMY = "5f0c2b1e-7d43-4a86-9e21-c0ffee000002";
  private static final int ASSISTANTS = 300;
  private static final int EDITS = 30;
  private static final Duration TOLERANCE = Duration.ofMillis(100);

  private StormMain() {}

  /** See the class. */
  public static void main(String... arguments) {
    var goals = new Goals();
    try (Stage stage = Stage.set("10s")) {
      List<String> calm = stage.fleet("calm", SimulatorOptions.ACCOUNT_ID, 60_000, EDITS);
      stage.fleet("stormy", STORMY, 6_000, ASSISTANTS);
      stage.awaitAllSynced(EDITS + ASSISTANTS, Duration.ofMinutes(5));
      Edits.of(stage, calm, "to warm up");
      Edits before = Edits.of(stage, calm, "before the storm");
      before.print("without storm");
      Edits storm = during(stage, calm, "429 and 5xx", storm());
      Edits silence = during(stage, calm, "no answers", silence());
      goals.expect(isAsFast(storm, before), "as fast during a storm of 429 and 5xx");
      goals.expect(isAsFast(silence, before), "as fast while the other account's calls hang");
    }
    System.exit(goals.exitCode());
  }

  private static List<Fault> storm() {
    return List.of(
        Fault.of(FaultKind.Status.of(429)).inAccount(STORMY).times(50),
        Fault.status(503).inAccount(STORMY).times(50),
        Fault.status(500).inAccount(STORMY).times(50),
        Fault.of(FaultKind.Status.of(429)).inAccount(STORMY));
  }

  private static List<Fault> silence() {
    return List.of(
        Fault.of(new FaultKind.Latency(60_000, When.AFTER)).inAccount(STORMY),
        Fault.status(504).inAccount(STORMY));
  }

  private static Edits during(Stage stage, List<String> calm, String name, List<Fault> faults) {
    Simulator simulator = stage.simulator();
    simulator.clearFaults();
    faults.forEach(simulator::inject);
    Wait.pass(Duration.ofSeconds(20));
    simulator.clearRequests();
    Edits edits = Edits.of(stage, calm, "during " + name);
    edits.print("storm: " + name);
    System.out.printf(
        "requests of the other account meanwhile: %d; reasons: %s%n",
        stage.traffic().ofAccount(STORMY).size(), stage.reasons());
    return edits;
  }

  private static boolean isAsFast(Edits edits, Edits before) {
    Duration most = before.patches().median().plus(TOLERANCE);
    return edits.patches().median().compareTo(most) <= 0;
  }
}
