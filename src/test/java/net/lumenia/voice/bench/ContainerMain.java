package net.lumenia.voice.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.lumenia.voice.e2e.Helm;
import net.lumenia.voice.e2e.Installation;
import net.lumenia.voice.e2e.SimulatorPod;
import net.lumenia.voice.e2e.TestCluster;
import net.lumenia.voice.endtoend.Cluster;
import net.lumenia.voice.simulator.SimulatorOptions;

/**
 * The chart on a cluster, with a thousand assistants: how long a container takes until it is ready,
 * how much memory it needs within the chart's limit, and how long edits wait when the leader goes.
 */
public final class ContainerMain {

  private static final int ASSISTANTS = 1_000;
  private static final Duration START = Duration.ofSeconds(3);
  private static final long MEMORY = 200 << 20;
  private static final Duration HAND_OVER = Duration.ofSeconds(2);

  private final TestCluster node;
  private final Installation operator;
  private final Cluster fleet;
  private final SimulatorPod lumenia;
  private final KubernetesClient pods;
  private final Goals goals = new Goals();

  private ContainerMain(TestCluster node) {
    this.node = node;
    node.load();
    pods = node.createRestricted("voice-system");
    operator = new Installation(node, "voice-system");
    KubernetesClient client = node.createRestricted("fleet");
    fleet = new Cluster(client);
    lumenia = SimulatorPod.start(client, node.image().name(), ASSISTANTS);
  }

  /** See the class. */
  public static void main(String... arguments) throws IOException {
    int exitCode;
    try (TestCluster node = TestCluster.connect()) {
      try {
        exitCode = run(node);
      } finally {
        Progress.say("clearing up");
        node.deleteAll();
      }
    }
    System.exit(exitCode);
  }

  private static int run(TestCluster node) throws IOException {
    var bench = new ContainerMain(node);
    try {
      return bench.measure();
    } finally {
      bench.operator.uninstallIfThere();
    }
  }

  private int measure() throws IOException {
    Progress.say("installing the chart");
    operator.install(
        Helm.CHART,
        "operator.defaultBaseUrl=" + lumenia.url(),
        "operator.allowInsecureHttp=true",
        "operator.resyncInterval=1m");
    pods("with no assistant");
    Progress.say("applying %d assistants".formatted(ASSISTANTS));
    applyFleet();
    Wait.until(
        Duration.ofMinutes(5),
        "all are Synced",
        () -> fleet.readyReasons().equals(Map.of("Synced", (long) ASSISTANTS)));
    memory("when all are Synced");
    Progress.say("waiting for two resyncs");
    Wait.pass(Duration.ofMinutes(2));
    memory("two resyncs later");
    handOver();
    operator.awaitReady();
    pods("with %d assistants".formatted(ASSISTANTS));
    return goals.exitCode();
  }

  private void applyFleet() {
    fleet.applySecret("lumenia", "replace-with-your-api-token");
    fleet.applyAccount("default", SimulatorOptions.ACCOUNT_ID, "lumenia", 60_000);
    String prompt = "You are a helpful assistant. ".repeat(70);
    for (int from = 1; from <= ASSISTANTS; from += 100) {
      fleet.apply(
          IntStream.range(from, from + 100)
              .mapToObj(
                  number ->
                      Cluster.assistant(
                          "workspace-" + number,
                          "firstMessage: Hello\nprompt: %s\nvoice: {provider: vapi, voiceId: Elliot}"
                              .formatted(prompt)))
              .reduce((one, other) -> one + "---\n" + other)
              .orElseThrow());
    }
  }

  /** From the start of each container to Ready, as the kubelet tells it: in whole seconds. */
  private void pods(String when) throws IOException {
    for (Pod pod : operator.pods()) {
      String name = pod.getMetadata().getName();
      Instant started =
          Instant.parse(
              pod.getStatus()
                  .getContainerStatuses()
                  .getFirst()
                  .getState()
                  .getRunning()
                  .getStartedAt());
      Duration took = Duration.between(started, readyAt(pod));
      Instant process =
          Instant.ofEpochMilli((long) (1_000 * metric(name, "process_start_time_seconds")));
      System.out.printf(
          "start %s: %d s to Ready; its own part took %d ms%n",
          when,
          took.toSeconds(),
          Duration.between(process, runsAt(pods.pods().withName(name).getLog())).toMillis());
      goals.expect(took.compareTo(START) <= 0, "ready within 3 s, " + when);
    }
    memory(when);
  }

  private static Instant readyAt(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(condition -> Instant.parse(condition.getLastTransitionTime()))
        .findFirst()
        .orElseThrow();
  }

  private static Instant runsAt(String log) throws IOException {
    String line =
        log.lines().filter(one -> one.contains(" is running; metrics")).findFirst().orElseThrow();
    return Instant.parse(new JsonMapper().readTree(line).path("timestamp").asText());
  }

  private void memory(String when) {
    for (String pod : names()) {
      double resident = metric(pod, "process_resident_memory_bytes");
      System.out.printf("memory %s: %.0f MiB resident%n", when, resident / (1 << 20));
      goals.expect(resident < MEMORY, "less than 200 MiB, " + when);
    }
  }

  /** From when the leader is told to end: how long an edit may wait. */
  private void handOver() {
    Progress.say("the leader ends");
    String leader = operator.leader();
    Instant told = Instant.now();
    operator.delete(leader);
    fleet.patch("workspace-1", "{\"spec\": {\"firstMessage\": \"The leader ends\"}}");
    Wait.until(
        Duration.ofMinutes(1),
        "another one leads",
        () -> !operator.leader().isEmpty() && !operator.leader().equals(leader));
    Instant leads = Instant.now();
    fleet.patch("workspace-2", "{\"spec\": {\"firstMessage\": \"Another one leads\"}}");
    Wait.until(
        Duration.ofMinutes(1), "an edit is sent", () -> lumenia.patches("workspace-2").size() == 2);
    Instant sent = Instant.now();
    System.out.printf(
        "the leader ends: %d ms until another one leads, %d ms until that one has sent an edit%n",
        Duration.between(told, leads).toMillis(), Duration.between(told, sent).toMillis());
    goals.expect(
        Duration.between(told, leads).compareTo(HAND_OVER) <= 0,
        "another one leads within 2 s after the leader is told to end");
  }

  private List<String> names() {
    return operator.pods().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private double metric(String pod, String name) {
    String metrics =
        node.kubectl(
            "get",
            "--raw",
            "/api/v1/namespaces/voice-system/pods/%s:8080/proxy/metrics".formatted(pod));
    Matcher found =
        Pattern.compile("^%s (.*)$".formatted(name), Pattern.MULTILINE).matcher(metrics);
    if (!found.find()) {
      throw new AssertionError(name + " is not in " + metrics);
    }
    return Double.parseDouble(found.group(1));
  }
}
