package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Workspaces without voice integrations, on the real API server and real sockets. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ProvisionTest extends WithOperator {

  private static final List<String> FOLDER =
      IntStream.rangeClosed(1, 20).mapToObj("empty-%02d"::formatted).toList();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String SPEC = "provision: IfMissing\nfirstMessage: Hi\nnumberId: %d";

  private static final Duration LONGER_THAN_A_CALL = Duration.ofMinutes(2);

  private final Traffic traffic = new Traffic(simulator);

  ProvisionTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of(), OFTEN);
    FOLDER.forEach(simulator.account()::addUnprovisionedWorkspace);
    cluster.applyAccount();
  }

  @Test
  void oneFolderOfManifestsBringsEveryAssistantToLife() {
    applyFolder();

    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 20L)));
    assertThat(FOLDER)
        .allSatisfy(
            name -> {
              assertThat(posts(name)).isEqualTo(1);
              assertThat(traffic.patches(name)).isEmpty();
              eventually(() -> assertThat(cluster.events(name)).containsExactly("Provisioned x1"));
            });
    assertThat(simulator.assistant("empty-07").toString())
        .isEqualTo("{\"firstMessage\":\"Hi\",\"number_id\":7}");
  }

  @Test
  void whereTheApiIgnoresTheBodyOnePatchFollows() {
    simulator.settings(settings -> settings.withEmptyCreation(true));
    applyFolder();

    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 20L)));
    assertThat(FOLDER)
        .allSatisfy(
            name -> {
              assertThat(posts(name)).isEqualTo(1);
              assertThat(traffic.patches(name)).hasSize(1);
            });
  }

  private void applyFolder() {
    cluster.apply(
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> Cluster.assistant(FOLDER.get(i - 1), SPEC.formatted(i)))
            .collect(joining("---\n")));
  }

  @Test
  void exampleOfANewWorkspaceIsOnePost() throws IOException {
    simulator.account().addUnprovisionedWorkspace("acme-new-shop");

    cluster.apply(Files.readString(Path.of("examples/provisioning/new-workspace.yaml")));

    eventually(() -> assertThat(cluster.ready("new-shop")).startsWith("True Synced:"));
    assertThat(posts("acme-new-shop")).isEqualTo(1);
    assertThat(traffic.patches("acme-new-shop")).isEmpty();
    assertThat(simulator.assistant("acme-new-shop").path("number_id").asInt()).isEqualTo(7);
  }

  /**
   * What goes wrong with a POST.
   *
   * @param posts that it costs
   * @param ends the last reason of Ready
   */
  private record Row(String fault, long posts, String ends) {}

  private static final List<Row> ROWS =
      List.of(
          // With the number, and without it.
          new Row("{kind: status, status: 400, method: POST}", 2, "Rejected"),
          new Row("{kind: status, status: 403, method: POST, times: 1}", 2, "Synced"),
          new Row("{kind: status, status: 404, method: POST, times: 1}", 2, "Synced"),
          new Row("{kind: status, status: 409, method: POST, times: 1}", 2, "Synced"),
          new Row("{kind: status, status: 409, when: after, method: POST, times: 1}", 1, "Synced"),
          new Row("{kind: status, status: 429, method: POST, times: 1}", 2, "Synced"),
          new Row("{kind: status, status: 500, method: POST, times: 1}", 2, "Synced"),
          new Row("{kind: status, status: 500, when: after, method: POST, times: 1}", 1, "Synced"),
          new Row(
              "{kind: status, status: 503, retryAfter: \"2\", method: POST, times: 1}",
              2,
              "Synced"),
          new Row("{kind: reset, when: before, method: POST, times: 1}", 2, "Synced"),
          new Row("{kind: reset, when: after, method: POST, times: 1}", 1, "Synced"),
          new Row("{kind: body, content: html, method: POST, times: 1}", 1, "Synced"),
          new Row("{kind: latency, millis: 1000, method: POST}", 1, "Synced"),
          // The operator gives up after 30 seconds, and reads.
          new Row("{kind: latency, millis: 32000, method: POST, times: 1}", 1, "Synced"),
          new Row("{kind: trickle, millis: 33000, method: POST, times: 1}", 1, "Synced"),
          // The first one reaches an integration that the second one has created.
          new Row(
              "{kind: latency, millis: 38000, when: before, method: POST, times: 1}", 2, "Synced"));

  @Test
  void faultsOfThePost() {
    for (int row = 0; row < ROWS.size(); row++) {
      simulator.inject(fault(ROWS.get(row).fault()).in(FOLDER.get(row)));
    }
    applyFolder();

    for (int row = 0; row < ROWS.size(); row++) {
      Row expected = ROWS.get(row);
      String name = FOLDER.get(row);
      Cluster.within(
          LONGER_THAN_A_CALL,
          () -> {
            assertThat(cluster.ready(name))
                .as(expected.fault())
                .matches("(True|False) %s:.*".formatted(expected.ends()));
            assertThat(posts(name)).as(expected.fault()).isEqualTo(expected.posts());
          });
      assertThat(traffic.patches(name)).as(expected.fault()).isEmpty();
    }
  }

  /** A 404 of a proxy, or about the workspace, says nothing about the voice integration. */
  @Test
  void other404sCreateNothing() {
    simulator.inject(
        fault(
                "{kind: status, status: 404, body: <html>gone</html>, contentType: text/html,"
                    + " path: assistant}")
            .in("empty-01"));
    cluster.applyAssistant("empty-01", SPEC.formatted(1));
    cluster.applyAssistant("unknown", SPEC.formatted(2));

    eventually(() -> assertThat(cluster.ready("empty-01")).startsWith("False BadResponse:"));
    eventually(() -> assertThat(cluster.ready("unknown")).startsWith("False AssistantNotFound:"));
    long checks = traffic.looks("empty-01");
    eventually(() -> assertThat(traffic.looks("empty-01")).isGreaterThan(checks));
    assertThat(posts("empty-01")).isZero();
    assertThat(posts("unknown")).isZero();
  }

  private long posts(String workspace) {
    return Optional.ofNullable(traffic.count("POST", List.of(workspace)).get(workspace)).orElse(0L);
  }

  private static Fault fault(String yaml) {
    try {
      return Fault.parse(YAML.readTree(yaml).toString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
