package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is in the log, and how it is joined with the API's. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class LogTest {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of("acme", "globex")));
  private final Traffic traffic = new Traffic(simulator);
  private final Cluster cluster;
  private final OperatorProcess operator;

  LogTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    cluster = new Cluster(client);
    operator =
        OperatorProcess.start(
            plane,
            cluster.namespace(),
            simulator,
            "--log-format",
            "json",
            "--resync-interval",
            "10s");
  }

  @AfterEach
  void end() {
    operator.close();
    simulator.close();
  }

  @BeforeEach
  void applyAll() {
    cluster.applyAccount();
    cluster.applyAssistant("acme", "firstMessage: Hi");
    cluster.applyAssistant("globex", "firstMessage: Hi");
    eventually(() -> assertThat(ofReason("acme", "Synced")).hasSize(1));
    eventually(() -> assertThat(ofReason("globex", "Synced")).hasSize(1));
  }

  @Test
  void aLineLeadsToTheRequestsOfItsReconcile() {
    JsonNode patched = only("acme", "Patched");
    assertThat(patched.path("level").asText()).isEqualTo("INFO");
    assertThat(patched.path("kind").asText()).isEqualTo("VoiceAssistant");
    assertThat(patched.path("namespace").asText()).isEqualTo(cluster.namespace());
    assertThat(patched.path("message").asText()).endsWith(": Patched: Sent firstMessage");
    assertThat(requestsOf(patched))
        .extracting(LoggedRequest::method, LoggedRequest::workspace)
        .containsExactly(tuple("GET", "acme"), tuple("PATCH", "acme"));

    JsonNode authenticated = only("default", "Authenticated");
    assertThat(authenticated.path("kind").asText()).isEqualTo("LumeniaAccount");
    assertThat(requestsOf(authenticated))
        .extracting(LoggedRequest::path)
        .containsExactly("/api/v1/auth", "/api/v1/voice-integration/catalog");
  }

  @Test
  void everyReconcileHasAnIdOfItsOwnAndAQuietFleetHasNoLines() {
    List<JsonNode> before = lines();
    eventually(
        () -> {
          assertThat(traffic.looks("acme")).isGreaterThan(3);
          assertThat(traffic.looks("globex")).isGreaterThan(3);
        });
    List<LoggedRequest> requests = simulator.requests();
    assertThat(requests)
        .allSatisfy(request -> assertThat(request.correlationId()).matches("[0-9a-f]{16}"));
    Map<String, Set<String>> resources =
        requests.stream()
            .collect(
                groupingBy(
                    LoggedRequest::correlationId, mapping(LoggedRequest::workspace, toSet())));
    assertThat(resources.values()).as("one resource to an id").allMatch(one -> one.size() == 1);
    assertThat(requests)
        .filteredOn(request -> request.workspace().equals("acme") && request.method().equals("GET"))
        .extracting(LoggedRequest::correlationId)
        .doesNotHaveDuplicates();
    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void aFailureIsOneLineHoweverOftenItIsTriedAndSoIsItsEnd() {
    InjectedFault fault = simulator.inject(Fault.status(503).in("acme"));
    cluster.applyAssistant("acme", "firstMessage: Hello");
    eventually(() -> assertThat(fault.strikes()).isGreaterThan(2));
    JsonNode failed = only("acme", "Unavailable");
    assertThat(failed.path("level").asText()).isEqualTo("WARN");
    assertThat(failed.path("message").asText()).contains("503");
    assertThat(requestsOf(failed)).extracting(LoggedRequest::status).containsExactly(503);

    simulator.clearFaults();
    eventually(() -> assertThat(ofReason("acme", "Synced")).hasSize(2));
  }

  private List<LoggedRequest> requestsOf(JsonNode line) {
    String id = line.path("correlationId").asText();
    return simulator.requests().stream()
        .filter(request -> request.correlationId().equals(id))
        .toList();
  }

  private JsonNode only(String name, String reason) {
    eventually(
        () ->
            assertThat(ofReason(name, reason))
                .as("%s %s: %s", name, reason, operator.log())
                .hasSize(1));
    return ofReason(name, reason).getFirst();
  }

  private List<JsonNode> ofReason(String name, String reason) {
    return lines().stream()
        .filter(line -> line.path("name").asText().equals(name))
        .filter(line -> line.path("reason").asText().equals(reason))
        .toList();
  }

  /** All of them, every one of which is a JSON object with a time. */
  private List<JsonNode> lines() {
    assertThat(operator.log()).doesNotContain(SimulatorOptions.TOKEN);
    return operator.log().lines().map(LogTest::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      assertThat(json.path("level").asText()).as(line).isIn("INFO", "WARN");
      assertThat(Instant.parse(json.path("timestamp").asText())).isBefore(Instant.now());
      return json;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
