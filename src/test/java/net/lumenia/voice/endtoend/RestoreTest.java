package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A resource with reported drift that is deleted and comes back, as docs/gitops.md says. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class RestoreTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "acme";
  private static final String OURS = "Hello from Git";
  private static final String THEIRS = "Hello from the dashboard";

  private final ControlPlane plane;
  private final Cluster cluster;
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of(NAME)));

  RestoreTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    InstalledCrds.in(client);
    cluster = new Cluster(client);
  }

  @BeforeEach
  void reportDrift() throws JsonProcessingException {
    cluster.applyAccount();
    try (LocalOperator _ = operator()) {
      apply("Report", "Apply");
      eventually(() -> assertThat(cluster.ready(NAME)).startsWith("True Synced"));
      simulator.edit(
          NAME, (ObjectNode) JSON.readTree("{\"firstMessage\":\"%s\"}".formatted(THEIRS)));
      eventually(() -> assertThat(cluster.ready(NAME)).startsWith("True DriftReported"));
    }
  }

  @AfterEach
  void end() {
    simulator.close();
  }

  @Test
  void withoutItsStatusTheReportedDriftIsOverwritten() {
    delete();
    apply("Report", "Apply");
    try (LocalOperator _ = operator()) {
      eventually(() -> assertThat(cluster.ready(NAME)).startsWith("True Synced"));
    }
    assertThat(live()).isEqualTo(OURS);
  }

  @Test
  void withItsStatusTheReportedDriftStays() {
    VoiceAssistant backup = cluster.assistant(NAME);
    delete();
    apply("Report", "Apply");
    VoiceAssistant restored = cluster.assistant(NAME);
    restored.setStatus(backup.getStatus());
    cluster.client().resource(restored).updateStatus();
    try (LocalOperator _ = operator()) {
      eventually(
          () ->
              assertThat(simulator.requests())
                  .filteredOn(request -> request.method().equals("GET"))
                  .hasSizeGreaterThan(8));
      assertThat(cluster.ready(NAME)).startsWith("True DriftReported");
    }
    assertThat(live()).isEqualTo(THEIRS);
  }

  @Test
  void inModePlanTheReportedDriftWaitsForAnApproval() {
    delete();
    apply("Report", "Plan");
    try (LocalOperator _ = operator()) {
      eventually(() -> assertThat(cluster.ready(NAME)).startsWith("False AwaitingApproval"));
    }
    assertThat(live()).isEqualTo(THEIRS);
  }

  @Test
  void withRefuseItIsAConflict() {
    delete();
    apply("Refuse", "Apply");
    try (LocalOperator _ = operator()) {
      eventually(() -> assertThat(cluster.ready(NAME)).startsWith("False DriftConflict"));
    }
    assertThat(live()).isEqualTo(THEIRS);
  }

  private LocalOperator operator() {
    return LocalOperator.start(
        plane.kubeconfig(),
        Set.of(cluster.namespace()),
        simulator.baseUrl(),
        Duration.ofSeconds(1));
  }

  private void apply(String policy, String mode) {
    cluster.applyAssistant(
        NAME, "driftPolicy: %s\nmode: %s\nfirstMessage: %s".formatted(policy, mode, OURS));
  }

  private void delete() {
    Resource<VoiceAssistant> resource =
        cluster.client().resources(VoiceAssistant.class).withName(NAME);
    resource.delete();
    resource.waitUntilCondition(one -> one == null, 10, TimeUnit.SECONDS);
  }

  private String live() {
    return simulator.assistant(NAME).path("firstMessage").asText();
  }
}
