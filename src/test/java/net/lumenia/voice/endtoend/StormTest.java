package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Who has to wait, and who has not. What is counted here, {@code bench/storm} and {@code
 * bench/busy-fleet} measure.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class StormTest {

  private static final String STORMY = "5f0c2b1e-7d43-4a86-9e21-c0ffee000002";
  private static final List<String> FLEET =
      IntStream.rangeClosed(1, 40).mapToObj("fleet-%02d"::formatted).toList();

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final Traffic traffic = new Traffic(simulator);
  private final ControlPlane plane;
  private final Cluster cluster;

  StormTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    cluster = new Cluster(client);
    InstalledCrds.in(client);
  }

  @AfterEach
  void end() {
    simulator.close();
  }

  /** All that the API lets one account wait for takes nothing from the other. */
  @Test
  void anAccountWhoseCallsHangTakesNothingFromTheOthers() {
    try (var _ = start()) {
      converge(STORMY, 60_000);
      cluster.applyAccount();
      simulator.addWorkspace("calm");
      cluster.applyAssistant("calm", "firstMessage: Hello");
      awaitSynced(FLEET.size() + 1);

      simulator.clearRequests();
      simulator.inject(Fault.of(new FaultKind.Latency(25_000, FaultPhase.AFTER)).inAccount(STORMY));
      simulator.inject(Fault.status(503).inAccount(STORMY));
      editFleet();
      cluster.patch("calm", "{\"spec\": {\"firstMessage\": \"Edited\"}}");
      eventually(() -> assertThat(traffic.patches("calm")).hasSize(1));
      assertThat(traffic.ofAccount(STORMY)).as("answered by then").isEmpty();
    }
  }

  /** The calls that are under way are more than the new limit; nothing waits for them. */
  @Test
  void aLimitThatIsLoweredInAStormStopsNothing() {
    try (var _ = start()) {
      converge(STORMY, 60_000);
      cluster.applyAccount();
      simulator.addWorkspace("calm");
      cluster.applyAssistant("calm", "firstMessage: Hello");
      awaitSynced(FLEET.size() + 1);

      simulator.clearRequests();
      var hanging =
          Fault.of(new FaultKind.Latency(8_000, FaultPhase.AFTER)).inAccount(STORMY).times(99);
      InjectedFault slow = simulator.inject(hanging);
      editFleet();
      eventually(() -> assertThat(slow.timesLeft().orElseThrow()).isLessThanOrEqualTo(99 - 3));
      cluster.apply(
          """
          apiVersion: voice.lumenia.net/v1alpha1
          kind: LumeniaAccount
          metadata: {name: fleet}
          spec: {accountId: %s, tokenSecretRef: {name: fleet}, maxConcurrentRequests: 1}
          """
              .formatted(STORMY));
      cluster.patch("calm", "{\"spec\": {\"firstMessage\": \"Edited\"}}");
      eventually(() -> assertThat(traffic.patches("calm")).hasSize(1));
      simulator.clearFaults();
      awaitSynced(FLEET.size() + 1);
      assertThat(traffic.count("PATCH", FLEET)).hasSize(FLEET.size());
    }
  }

  /** 40 wait for the end of the pause, and lose their prompt; the one that has it does not wait. */
  @Test
  void whoHasLostItsPromptKeepsNobodyWaitingForAProbe() {
    try (var _ = start("--resync-interval", "1h")) {
      applyPrompt("Be kind.");
      converge(
          SimulatorOptions.ACCOUNT_ID,
          60_000,
          "promptFrom: {configMapKeyRef: {name: prompts, key: text}}");
      simulator.addWorkspace("calm");
      cluster.apply(Cluster.assistant("calm", "accountRef: {name: fleet}\nfirstMessage: Hello"));
      awaitSynced(FLEET.size() + 1);

      simulator.inject(Fault.of(FaultKind.Status.of(429).withRetryAfter("45")));
      applyPrompt("Be brief.");
      eventually(() -> assertThat(cluster.readyReasons()).containsEntry("RateLimited", 40L));
      simulator.clearFaults();
      cluster.client().configMaps().withName("prompts").delete();
      eventually(() -> assertThat(cluster.readyReasons()).containsEntry("PromptUnavailable", 40L));
      cluster.patch("calm", "{\"spec\": {\"firstMessage\": \"Edited\"}}");
      within(Duration.ofSeconds(75), () -> assertThat(traffic.patches("calm")).hasSize(2));
    }
  }

  /** 30 at once and 5 a second, whatever the accounts ask for; and a PATCH is not waited for. */
  @Test
  void theLimitOfTheProcessCounts() {
    try (var _ = start("--resync-interval", "1h", "--max-requests-per-minute", "300")) {
      converge(SimulatorOptions.ACCOUNT_ID, 60_000, "firstMessage: Hello");
    }
    List<Instant> times = simulator.requests().stream().map(LoggedRequest::time).sorted().toList();
    assertThat(times).hasSizeGreaterThan(2 * FLEET.size());
    double seconds = Duration.between(times.getFirst(), times.getLast()).toMillis() / 1000.0;
    assertThat((double) times.size()).isLessThanOrEqualTo(30 + 5 * seconds + 2 * 16);
  }

  /** Ten that fail, sixteen that are under way, and a probe or two: 40 edits add nothing. */
  @Test
  void aFailingApiIsAskedByProbesOnly() {
    try (var _ = start()) {
      converge(SimulatorOptions.ACCOUNT_ID, 60_000);
      simulator.inject(Fault.status(503));
      simulator.clearRequests();
      editFleet();
      eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Unavailable", 40L)));
      assertThat(simulator.requests()).hasSizeLessThanOrEqualTo(10 + 16 + 2);
      simulator.clearFaults();
      awaitSynced(FLEET.size());
      assertThat(traffic.count("PATCH", FLEET)).hasSize(40);
      assertThat(FLEET).allSatisfy(name -> assertThat(traffic.bodies(name)).hasSize(1));
    }
  }

  /** Of 40 assistants that are all due, within 60 requests a minute, the edited one comes first. */
  @Test
  void anEditOvertakesTheResyncsThatWait() {
    try (var _ = start()) {
      converge(SimulatorOptions.ACCOUNT_ID, 60_000);
    }
    cluster.applyAccount("fleet", SimulatorOptions.ACCOUNT_ID, "fleet", 60);
    simulator.clearRequests();
    try (var _ = start()) {
      eventually(() -> assertThat(traffic.count("GET", FLEET)).isNotEmpty());
      cluster.patch("fleet-40", "{\"spec\": {\"firstMessage\": \"Edited\"}}");
      eventually(() -> assertThat(traffic.patches("fleet-40")).hasSize(1));
      assertThat(traffic.count("GET", FLEET)).as("looked at by then").hasSizeLessThan(20);
    }
  }

  private OperatorProcess start(String... options) {
    return OperatorProcess.start(plane, cluster.namespace(), simulator, options);
  }

  private void converge(String accountId, int requestsPerMinute) {
    converge(accountId, requestsPerMinute, "firstMessage: Hello");
  }

  private void converge(String accountId, int requestsPerMinute, String spec) {
    simulator.addToken(accountId, "token-of-the-fleet");
    FLEET.forEach(simulator.account(accountId)::addWorkspace);
    cluster.applySecret("fleet", "token-of-the-fleet");
    cluster.applyAccount("fleet", accountId, "fleet", requestsPerMinute);
    applyFleet(spec);
    awaitSynced(FLEET.size());
  }

  private void editFleet() {
    applyFleet("firstMessage: Edited");
  }

  private void applyFleet(String spec) {
    String complete = "accountRef: {name: fleet}\n" + spec;
    cluster.apply(
        FLEET.stream().map(name -> Cluster.assistant(name, complete)).collect(joining("---\n")));
  }

  private void applyPrompt(String text) {
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts, labels: {voice.lumenia.net/prompt: "true"}}
        data: {text: "%s"}
        """
            .formatted(text));
  }

  private void awaitSynced(long assistants) {
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", assistants)));
  }
}
