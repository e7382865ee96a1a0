package net.lumenia.voice.endtoend;

import static java.util.Objects.requireNonNull;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.crd.VoiceAssistantStatus.LastPatch;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whose change it is, as users see it: approvals, and what happens to edits in the dashboard. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ModesAndPoliciesTest extends WithOperator {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "acme";

  ModesAndPoliciesTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of(NAME), OFTEN);
  }

  @BeforeEach
  void applyAccount() {
    cluster.applyAccount();
  }

  @Test
  void aPlanWaitsForItsApprovalAndIsAppliedOnce() {
    cluster.applyAssistant(NAME, "mode: Plan\nprompt: Be kind.\nnumberId: 42");
    String hash = awaitPlan("");
    assertThat(cluster.ready(NAME))
        .contains("would send prompt, numberId")
        .contains("kubectl patch va acme --type merge -p '{\"spec\":{\"approvedPlan\":\"" + hash);
    assertThat(requireNonNull(cluster.status(NAME).plan()).fields())
        .containsExactly("prompt", "numberId");
    approve("0123456789abcdef");
    eventually(
        () -> assertThat(cluster.ready(NAME)).contains("approvedPlan 0123456789abcdef is for"));
    assertThat(bodies()).isEmpty();

    approve(hash);
    awaitReady("True Synced:");
    assertThat(bodies()).containsExactly(json("{\"prompt\":\"Be kind.\",\"number_id\":42}"));
    assertThat(cluster.status(NAME).plan()).isNull();

    simulator.edit(NAME, json("{\"prompt\":\"somebody's\"}"));
    String next = awaitPlan(hash);
    assertThat(bodies()).hasSize(1);
    approve(next);
    awaitReady("True Synced:");
    assertThat(bodies()).hasSize(2);
    eventually(
        () ->
            assertThat(cluster.events(NAME))
                .filteredOn(event -> event.startsWith("AwaitingApproval"))
                .containsExactly("AwaitingApproval x1", "AwaitingApproval x1"));
  }

  /** An admission policy of the chart writes the annotation; here, the approver does. */
  @Test
  void statusAndRevisionNameTheApprover() {
    cluster.applyAssistant(NAME, "mode: Plan\nprompt: Be kind.");
    approve(awaitPlan(""));
    awaitReady("True Synced:");
    cluster.patch(NAME, "{\"spec\":{\"prompt\":\"Be brief.\"}}");
    String hash = awaitPlan("");
    cluster.patch(
        NAME,
        """
        {"metadata": {"annotations": {"voice.lumenia.net/approved-by": "ann@example.com"}},
         "spec": {"approvedPlan": "%s"}}
        """
            .formatted(hash));
    awaitReady("True Synced:");
    LastPatch patch = requireNonNull(cluster.status(NAME).lastPatch());
    assertThat(patch.approvedBy()).isEqualTo("ann@example.com");
    assertThat(patch.planHash()).isEqualTo(hash);
    assertThat(patch.correlationId()).matches("[0-9a-f]{16}");
    assertThat(
            cluster
                .client()
                .apps()
                .controllerRevisions()
                .list()
                .getItems()
                .getFirst()
                .getMetadata())
        .extracting(ObjectMeta::getAnnotations, as(InstanceOfAssertFactories.MAP))
        .containsEntry("voice.lumenia.net/approved-by", "ann@example.com")
        .containsEntry("voice.lumenia.net/plan-hash", hash)
        .containsEntry("voice.lumenia.net/correlation-id", patch.correlationId());

    cluster.patch(NAME, "{\"spec\":{\"mode\":\"Apply\",\"prompt\":\"Be quick.\"}}");
    eventually(
        () -> assertThat(requireNonNull(cluster.status(NAME).lastPatch()).approvedBy()).isNull());
  }

  @Test
  void whatChangesAfterTheApprovalIsNotOverwritten() {
    cluster.applyAssistant(NAME, "mode: Plan\nprompt: Be kind.");
    String hash = awaitPlan("");
    cluster.patch(NAME, "{\"spec\":{\"suspend\":true,\"approvedPlan\":\"%s\"}}".formatted(hash));
    simulator.edit(NAME, json("{\"prompt\":\"somebody's\"}"));
    cluster.patch(NAME, "{\"spec\":{\"suspend\":null}}");

    String next = awaitPlan(hash);
    assertThat(bodies()).isEmpty();
    approve(next);
    awaitReady("True Synced:");
    assertThat(bodies()).hasSize(1);
  }

  @Test
  void observeShowsWhatDiffersAndSendsNothing() {
    cluster.applyAssistant(NAME, "mode: Observe\ndriftPolicy: Refuse\nprompt: Be kind.");
    awaitReady("True Observed:");
    assertThat(driftingFields()).containsExactly("prompt");
    simulator.edit(NAME, json("{\"prompt\":\"Be kind.\"}"));
    eventually(() -> assertThat(driftingFields()).isEmpty());
    assertThat(bodies()).isEmpty();
    eventually(() -> assertThat(cluster.events(NAME)).containsExactly("DriftDetected x1"));
    eventually(
        () ->
            assertThat(operator.http("/metrics").body())
                .contains("voiceassistant_drift_detected_total{field=\"prompt\"} 1"));

    simulator.edit(NAME, json("{\"prompt\":\"somebody's\"}"));
    eventually(() -> assertThat(driftingFields()).containsExactly("prompt"));
    assertThat(requireNonNull(cluster.status(NAME).drift()).getFirst().outside()).isTrue();
    cluster.patch(NAME, "{\"spec\":{\"mode\":null,\"driftPolicy\":null}}");
    awaitReady("True Synced:");
    assertThat(bodies()).hasSize(1);
  }

  @Test
  void reportKeepsADashboardEditOverLaterEditsOfOtherFields() {
    cluster.applyAssistant(NAME, "driftPolicy: Report\nprompt: Be kind.\nnumberId: 7");
    awaitReady("True Synced:");
    simulator.edit(NAME, json("{\"prompt\":\"somebody's\"}"));
    awaitReady("True DriftReported:");
    cluster.patch(NAME, "{\"spec\":{\"numberId\":42}}");
    eventually(() -> assertThat(bodies()).last().isEqualTo(json("{\"number_id\":42}")));
    awaitReady("True DriftReported:");
    assertThat(simulator.assistant(NAME).path("prompt").asText()).isEqualTo("somebody's");

    cluster.patch(NAME, "{\"spec\":{\"prompt\":\"Be brief.\"}}");
    awaitReady("True Synced:");
    assertThat(bodies()).last().isEqualTo(json("{\"prompt\":\"Be brief.\"}"));
  }

  @Test
  void refuseOverwritesNothingThatWasThereBefore() {
    simulator.edit(NAME, json("{\"prompt\":\"somebody's\"}"));
    cluster.applyAssistant(NAME, "driftPolicy: Refuse\nprompt: Be kind.\nnumberId: 42");
    awaitReady("False DriftConflict:");
    assertThat(cluster.ready(NAME)).contains("the live prompt did not come from this resource");
    assertThat(bodies()).isEmpty();

    cluster.patch(NAME, "{\"spec\":{\"prompt\":\"somebody's\"}}");
    awaitReady("True Synced:");
    cluster.patch(NAME, "{\"spec\":{\"prompt\":\"Be kind.\"}}");
    eventually(() -> assertThat(bodies()).last().isEqualTo(json("{\"prompt\":\"Be kind.\"}")));
    awaitReady("True Synced:");
  }

  private String awaitPlan(String other) {
    eventually(
        () -> {
          assertThat(cluster.ready(NAME)).startsWith("False AwaitingApproval:");
          assertThat(requireNonNull(cluster.status(NAME).plan()).hash())
              .matches("[0-9a-f]{32}")
              .isNotEqualTo(other);
        });
    return requireNonNull(requireNonNull(cluster.status(NAME).plan()).hash());
  }

  private void approve(String hash) {
    cluster.patch(NAME, "{\"spec\":{\"approvedPlan\":\"%s\"}}".formatted(hash));
  }

  private void awaitReady(String ready) {
    eventually(
        () -> {
          assertThat(cluster.ready(NAME)).startsWith(ready);
          assertThat(cluster.status(NAME).observedGeneration())
              .isEqualTo(cluster.assistant(NAME).getMetadata().getGeneration());
        });
  }

  private List<String> driftingFields() {
    return requireNonNull(cluster.status(NAME).drift()).stream()
        .map(DriftEntry::field)
        .map(field -> requireNonNull(field))
        .toList();
  }

  private List<JsonNode> bodies() {
    return simulator.patches(NAME).stream().map(LoggedRequest::body).toList();
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
