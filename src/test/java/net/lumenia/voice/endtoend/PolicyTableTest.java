package net.lumenia.voice.endtoend;

import static java.util.Objects.requireNonNull;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.FieldKind;
import net.lumenia.voice.plan.PolicyCase;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The whole table of who may overwrite what, on a real API server: one assistant for every row, an
 * operator that brings about what was applied before, the changes on both sides while none runs,
 * and another operator's first look.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class PolicyTableTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final FieldKind KIND = FieldKind.TEXT;
  private static final Map<String, PolicyCase> ROWS =
      IntStream.range(0, PolicyCase.all().size())
          .boxed()
          .collect(
              Collectors.toMap(
                  "row-%03d"::formatted, PolicyCase.all()::get, (one, _) -> one, TreeMap::new));

  private final Simulator showing =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.copyOf(ROWS.keySet())));
  private final Simulator hiding =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.copyOf(ROWS.keySet())));
  private final ControlPlane plane;
  private final Cluster cluster;

  PolicyTableTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
    hiding.settings(now -> now.withHidden(KIND.apiName()));
  }

  @AfterEach
  void end() {
    showing.close();
    hiding.close();
  }

  @Test
  void everyRowHoldsAndApprovalsAreSentOnce() throws JsonProcessingException {
    applyAccounts();
    try (var _ = start()) {
      ROWS.forEach(
          (name, row) -> {
            if (!row.applied().equals("none")) {
              apply(name, "Apply", "Correct", "A");
            }
          });
      eventually(() -> assertThat(cluster.readyReasons()).containsOnlyKeys("Synced"));
    }
    for (var entry : ROWS.entrySet()) {
      changeBothSides(entry.getKey(), entry.getValue());
    }
    showing.clearRequests();
    hiding.clearRequests();
    try (var _ = start()) {
      eventually(() -> assertThat(observed()).isEqualTo(expected(false)));
      approveAll();
      eventually(() -> assertThat(observed()).isEqualTo(expected(true)));
    }
  }

  private OperatorProcess start() {
    return OperatorProcess.start(
        plane,
        cluster.namespace(),
        showing,
        "--allowed-base-url",
        hiding.baseUrl().toString(),
        "--resync-interval",
        "1h");
  }

  private void applyAccounts() {
    cluster.applyAccount();
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: hiding}
        spec:
          accountId: %s
          baseUrl: "%s"
          tokenSecretRef: {name: lumenia}
          requestsPerMinute: 60000
        """
            .formatted(SimulatorOptions.ACCOUNT_ID, hiding.baseUrl()));
  }

  private void apply(String name, String mode, String policy, String spec) {
    cluster.applyAssistant(
        name,
        "accountRef: {name: %s}\nmode: %s\ndriftPolicy: %s\n%s"
            .formatted(isHidden(name) ? "hiding" : "default", mode, policy, KIND.spec(spec)));
  }

  private void changeBothSides(String name, PolicyCase row) throws JsonProcessingException {
    if (!isHidden(name)) {
      showing.edit(name, (ObjectNode) JSON.readTree(KIND.live(row.live())));
    }
    if (row.applied().equals("damaged")) {
      cluster
          .client()
          .resources(VoiceAssistant.class)
          .withName(name)
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"status\": {\"fields\": {\"%s\": {\"applied\": {\"value\": \"?\"}}}}}"
                  .formatted(KIND.apiName()));
    }
    apply(name, row.mode(), row.policy(), row.spec());
  }

  private void approveAll() {
    ROWS.forEach(
        (name, row) -> {
          if (waits(row)) {
            String hash = requireNonNull(requireNonNull(cluster.status(name).plan()).hash());
            cluster.patch(name, "{\"spec\": {\"approvedPlan\": \"%s\"}}".formatted(hash));
          }
        });
  }

  private Map<String, String> expected(boolean approved) {
    var rows = new TreeMap<String, String>();
    ROWS.forEach(
        (name, row) -> {
          boolean isSent = row.sent() || (approved && waits(row));
          String ready = approved && waits(row) ? "Synced" : row.ready();
          boolean drift = row.drift() && !(approved && waits(row));
          rows.put(name, text(row, isSent ? 1 : 0, ready, drift));
        });
    return rows;
  }

  private Map<String, String> observed() {
    Map<String, String> reasons = cluster.currentReasons();
    var rows = new TreeMap<String, String>();
    for (VoiceAssistant assistant : cluster.assistants()) {
      String name = assistant.getMetadata().getName();
      var drift = assistant.decodeStatus().drift();
      rows.put(
          name,
          text(
              requireNonNull(ROWS.get(name)),
              (isHidden(name) ? hiding : showing).patches(name).size(),
              reasons.getOrDefault(name, ""),
              drift != null && !drift.isEmpty()));
    }
    return rows;
  }

  private static String text(PolicyCase row, int patches, String ready, boolean drift) {
    return "%s %s, applied %s, spec %s, live %s: %d sent, %s%s"
        .formatted(
            row.mode(),
            row.policy(),
            row.applied(),
            row.spec(),
            row.live(),
            patches,
            ready,
            drift ? ", drift" : "");
  }

  private static boolean waits(PolicyCase row) {
    return row.ready().equals("AwaitingApproval");
  }

  private static boolean isHidden(String name) {
    return requireNonNull(ROWS.get(name)).live().equals("hidden");
  }
}
