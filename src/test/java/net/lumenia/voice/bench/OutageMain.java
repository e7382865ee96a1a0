package net.lumenia.voice.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.state.LoggedRequest;

/**
 * 500 assistants, and an API that is down for five minutes. The requests meanwhile stay within the
 * breaker's probes, and all assistants are verified within a minute after it is back.
 */
public final class OutageMain {

  private static final int ASSISTANTS = 500;
  private static final int REQUESTS_PER_MINUTE = 1_200;
  private static final Duration OUTAGE = Duration.ofMinutes(5);

  /** Ten that fail, what else is under way then, and probes after 10, 30, 60, 90, ... seconds. */
  private static final int MOST_REQUESTS = 10 + 16 + 13;

  private static final Duration MOST_TIME = Duration.ofSeconds(60);

  private OutageMain() {}

  /**
   * See the class.
   *
   * @param arguments the resync interval; absent: 30s
   */
  public static void main(String... arguments) {
    var goals = new Goals();
    try (Stage stage = Stage.set(arguments.length > 0 ? arguments[0] : "30s")) {
      List<String> names =
          stage.fleet("fleet", SimulatorOptions.ACCOUNT_ID, REQUESTS_PER_MINUTE, ASSISTANTS);
      stage.awaitAllSynced(ASSISTANTS, Duration.ofMinutes(5));
      Wait.pass(Duration.ofMinutes(1));
      goals.expect(
          requestsDuringOutage(stage, names) <= MOST_REQUESTS,
          "at most %d requests".formatted(MOST_REQUESTS));
      Duration took = recovery(stage, names);
      goals.expect(
          took.compareTo(MOST_TIME) <= 0,
          "verified and Synced within %d s".formatted(MOST_TIME.toSeconds()));
    }
    System.exit(goals.exitCode());
  }

  private static int requestsDuringOutage(Stage stage, List<String> names) {
    Progress.say("the API is down for %d minutes".formatted(OUTAGE.toMinutes()));
    stage.simulator().inject(Fault.status(503));
    stage.simulator().clearRequests();
    edit(stage, names);
    Wait.pass(OUTAGE);
    List<LoggedRequest> sent = stage.simulator().requests();
    Progress.say("reasons at the end of the outage: " + stage.reasons());
    System.out.printf("requests during the outage: %d%n", sent.size());
    return sent.size();
  }

  /** A tenth of them is edited while the API is down. */
  private static void edit(Stage stage, List<String> names) {
    names.stream()
        .limit(ASSISTANTS / 10)
        .forEach(
            name -> stage.cluster().patch(name, "{\"spec\": {\"firstMessage\": \"meanwhile\"}}"));
  }

  private static Duration recovery(Stage stage, List<String> names) {
    stage.simulator().clearRequests();
    stage.simulator().clearFaults();
    Instant back = Instant.now();
    Wait.until(Duration.ofMinutes(10), "all are read", () -> isAllRead(stage, names));
    Duration read = Duration.between(back, Instant.now());
    stage.awaitAllSynced(ASSISTANTS, Duration.ofMinutes(10));
    Duration synced = Duration.between(back, Instant.now());
    Map<String, Long> patches = stage.traffic().count("PATCH", names);
    System.out.printf(
        "after it is back: first request %d ms, all read %d ms, all Synced %d ms, %d PATCHes%n",
        Duration.between(back, stage.simulator().requests().getFirst().time()).toMillis(),
        read.toMillis(),
        synced.toMillis(),
        patches.values().stream().mapToLong(Long::longValue).sum());
    return synced;
  }

  private static boolean isAllRead(Stage stage, List<String> names) {
    return stage.traffic().count("GET", names).size() == names.size();
  }
}
