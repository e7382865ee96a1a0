package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.cli.Typed;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.state.ResponseShape;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code export}, {@code kubectl apply}, and accounts of the cluster, with a real API server. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ExportTest {

  /** Each is easily read as something else, or lost, by some reader of YAML. */
  private static final List<String> TEXTS =
      List.of(
          "no",
          "1e3",
          "0x10",
          "~",
          "a: b # c",
          " indented\n\n  more \nend\n\n",
          "tab\there\nand \"quotes\" \\ back",
          "line\u0085next\u2028separator\nbell\u0007 end",
          "carriage\r\nreturn\n",
          "👋 ${name} {{x}} %s\n- [a]\n",
          "\n\nleading",
          "trailing   \n   ",
          "2026-11-30");

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final ControlPlane plane;
  private final Cluster cluster;

  ExportTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private static ObjectNode assistant(String text) {
    ObjectNode assistant = JsonNodeFactory.instance.objectNode();
    assistant.put("firstMessage", text.replace('\n', ' ').isBlank() ? "x" : text);
    assistant.put("prompt", text + "\nmore\n" + text);
    assistant.putObject("voice").put("provider", "11labs").put("voiceId", "no").put("model", "1.0");
    assistant.putArray("fallbackVoices").addObject().put("provider", "vapi").put("voiceId", "~");
    assistant.putArray("fallbackTranscribers");
    return assistant;
  }

  @ParameterizedTest
  @EnumSource(ResponseShape.class)
  void whatIsExportedAppliesAndDiffersInNothing(ResponseShape shape) {
    cluster.applyAccount();
    simulator.settings(now -> now.withShape(shape).withHidden("number_id"));
    var arguments = new ArrayList<String>();
    for (int i = 0; i < TEXTS.size(); i++) {
      simulator.addWorkspace("shop " + i, assistant(TEXTS.get(i)));
      arguments.add("--workspace=shop " + i);
    }
    Typed exported = fromCluster(true, arguments);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    var applied =
        plane.kubectl().runWithInput(exported.out(), "-n", cluster.namespace(), "apply", "-f", "-");
    assertThat(applied.exitCode()).as(applied.stderr()).isZero();
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(plan(cluster.assistant("shop-" + i), simulator.assistant("shop " + i)))
          .as(exported.out())
          .isInstanceOf(Plan.NoChange.class);
    }
    Typed again = fromCluster(true, List.of("--all"));
    assertThat(again.out().split("(?m)^---$", -1)).hasSize(TEXTS.size());
    assertThat(Set.copyOf(List.of(again.out().split("(?m)^---\n", -1))))
        .isEqualTo(Set.copyOf(List.of(exported.out().split("(?m)^---\n", -1))));
    Typed audit = fromCluster("audit", true, List.of("--workspace=shop 0", "--workspace=other"));
    assertThat(audit.exitCode()).as("the workspace other does not exist").isEqualTo(3);
    assertThat(audit.out())
        .contains("other: unmanaged: ")
        .contains(
            "VoiceAssistant %s/shop-3: retired: live fallbackVoices[0].voiceId"
                .formatted(cluster.namespace()))
        .doesNotContain("shop 0: unmanaged", "duplicate");
  }

  private static Plan plan(VoiceAssistant applied, JsonNode live) {
    return SpecReader.read(applied.decodeSpec()) instanceof SpecReading.Usable(var desired)
        ? Planner.plan(
            desired.config(),
            Readings.live(live),
            History.NONE,
            Optional.empty(),
            SendRules.DEFAULT)
        : new Plan.Unreadable("spec", "invalid");
  }

  private Typed fromCluster(boolean withBaseUrl, List<String> more) {
    return fromCluster("export", withBaseUrl, more);
  }

  private Typed fromCluster(String command, boolean withBaseUrl, List<String> more) {
    var arguments =
        new ArrayList<>(
            List.of(
                command,
                "--from-cluster",
                "--allow-insecure-http",
                "--kubeconfig",
                plane.kubeconfig().toString()));
    arguments.addAll(more);
    arguments.addAll(List.of("-n", cluster.namespace()));
    return Typed.command(
        withBaseUrl ? Map.of("LUMENIA_BASE_URL", simulator.baseUrl().toString()) : Map.of(),
        arguments.toArray(String[]::new));
  }

  @Test
  void aTokenGoesOnlyWhereTheUserOrTheOperatorAllows() {
    simulator.addWorkspace("acme", assistant("Hi"));
    List<String> acme = List.of("--workspace", "acme");
    assertThat(fromCluster(false, acme).err())
        .contains("acme: there is no LumeniaAccount default in namespace");
    cluster.applySecret(SimulatorOptions.TOKEN);
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: default}
        spec: {accountId: %s, baseUrl: "%s", tokenSecretRef: {name: lumenia}}
        """
            .formatted(SimulatorOptions.ACCOUNT_ID, simulator.baseUrl()));
    Typed refused = fromCluster(false, acme);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("the operator has not used its base URL");
    assertThat(simulator.requests()).isEmpty();
    accept();
    Typed exported = fromCluster(false, acme);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("originalSlug: acme");
    cluster
        .client()
        .secrets()
        .withName("lumenia")
        .edit(
            secret -> {
              secret.getMetadata().setLabels(Map.of());
              return secret;
            });
    assertThat(fromCluster(false, acme).err())
        .contains("there is no Secret lumenia in this namespace; create it with the label");
  }

  /** As the operator does when the API has accepted the token. */
  private void accept() {
    var endpoint = new AccountEndpoint(simulator.baseUrl(), SimulatorOptions.ACCOUNT_ID);
    cluster
        .client()
        .resources(LumeniaAccount.class)
        .withName("default")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"accepted\": \"%s\"}}".formatted(endpoint.fingerprint()));
  }
}
