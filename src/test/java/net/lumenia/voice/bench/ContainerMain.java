package net.lumenia.voice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
  private static final Duration FAIL_OVER = Duration.ofSeconds(20);

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
    lumenia = SimulatorPod.start(client, node.image().name());
  }

  /** See the class. */
  public static void main(String... arguments) throws IOException {
    TestCluster node = TestCluster.connect();
    int exitCode;
    try {
      exitCode = new ContainerMain(node).measure();
    } finally {
      Progress.say("clearing up");
      node.deleteAll();
      node.close();
    }
    System.exit(exitCode);
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
    handOver("ends", operator::delete, HAND_OVER);
    handOver("is killed", operator::kill, FAIL_OVER);
    pods("with %d assistants".formatted(ASSISTANTS));
    operator.uninstallIfThere();
    lumenia.close();
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

  /** From the start of each process to its line that it runs. */
  private void pods(String when) throws IOException {
    for (String pod : names()) {
      double started = metric(pod, "process_start_time_seconds");
      Instant ready = readyAt(pods.pods().withName(pod).getLog());
      Duration took = Duration.between(Instant.ofEpochMilli((long) (started * 1_000)), ready);
      System.out.printf("start %s: %d ms to ready%n", when, took.toMillis());
      goals.expect(took.compareTo(START) <= 0, "ready within 3 s, " + when);
    }
    memory(when);
  }

  private static Instant readyAt(String log) throws IOException {
    for (String line : log.lines().filter(one -> one.contains(" is running; metrics")).toList()) {
      JsonNode entry = new JsonMapper().readTree(line);
      return Instant.parse(entry.path("timestamp").asText());
    }
    throw new AssertionError("no line says that it runs: " + log);
  }

  private void memory(String when) {
    for (String pod : names()) {
      double resident = metric(pod, "process_resident_memory_bytes");
      System.out.printf("memory %s: %.0f MiB resident%n", when, resident / (1 << 20));
      goals.expect(resident < MEMORY, "less than 200 MiB, " + when);
    }
  }

  /** Edits from the moment at which the leader is told; the answer is that of the API. */
  private void handOver(String how, Consumer<String> end, Duration limit) {
    Progress.say("the leader " + how);
    String leader = operator.leader();
    Thread ending = Thread.startVirtualThread(() -> end.accept(leader));
    Instant told = Instant.now();
    fleet.patch("workspace-1", "{\"spec\": {\"firstMessage\": \"The leader %s\"}}".formatted(how));
    Wait.until(
        Duration.ofMinutes(1),
        "another one leads",
        () -> !operator.leader().equals(leader) && !operator.leader().isEmpty());
    Instant leads = Instant.now();
    fleet.patch("workspace-2", "{\"spec\": {\"firstMessage\": \"The leader %s\"}}".formatted(how));
    Wait.until(
        Duration.ofMinutes(1),
        "an edit reaches the API",
        () -> lumenia.patches("workspace-2").getLast().path("firstMessage").asText().endsWith(how));
    Instant sent = Instant.now();
    System.out.printf(
        "the leader %s: %d ms until another one leads, %d ms until it sends an edit%n",
        how, Duration.between(told, leads).toMillis(), Duration.between(told, sent).toMillis());
    goals.expect(
        Duration.between(told, sent).compareTo(limit) <= 0,
        "within %d s after the leader %s".formatted(limit.toSeconds(), how));
    join(ending);
    operator.awaitReady();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
