package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.cli.Typed;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code status}, {@code approve} and completion, with statuses as the operator writes them. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class StatusTest {

  private static final String HASH = "0123456789abcdef0123456789abcdef";

  private final ControlPlane plane;
  private final Cluster cluster;

  StatusTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.plane = plane;
    cluster = new Cluster(client);
  }

  @Test
  void showsTheFleetAndOneAssistant() {
    cluster.applyAssistant("acme", "firstMessage: Hello");
    awaitApproval("globex");

    Typed fleet = run("status");
    assertThat(fleet.exitCode()).isZero();
    assertThat(fleet.out().lines().map(line -> line.replaceAll(" +", " ")))
        .satisfiesExactly(
            title -> assertThat(title).startsWith("NAME READY REASON VOICE"),
            acme -> assertThat(acme).startsWith("acme Unknown NotReconciled -"),
            globex ->
                assertThat(globex).startsWith("globex False AwaitingApproval - - 1 01234567"));
    assertThat(run("status", "--for", "AwaitingApproval", "-o", "name").out())
        .isEqualTo("globex\n");
    assertThat(run("status", "globex").out())
        .contains("Next:         voice-operator approve globex -n " + cluster.namespace());
    assertThat(run("status", "-o", "json").out().replaceAll("\\s", ""))
        .startsWith("{\"schemaVersion\":1,\"assistants\":[{")
        .contains("\"waitingPlan\":\"" + HASH)
        .endsWith("\"warnings\":[],\"errors\":[]}");
    assertThat(
            run(
                    "__complete",
                    "--",
                    "status",
                    "-n",
                    cluster.namespace(),
                    "--kubeconfig",
                    plane.kubeconfig().toString(),
                    "g")
                .out())
        .isEqualTo("globex\n:4\n");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run("status").err())
        .isEqualTo(
            "there are no such VoiceAssistants in namespace %s; set the namespace with -n, or show all with -A\n"
                .formatted(cluster.namespace()));
    assertThat(run("status", "acme"))
        .isEqualTo(
            new Typed(
                2,
                "",
                "there is no VoiceAssistant acme in namespace %s; set the namespace with -n\n"
                    .formatted(cluster.namespace())));
    assertThat(run("status", "--as", "stranger").exitCode()).isEqualTo(2);
    assertThat(run("status", "--as", "stranger").err()).contains("cannot list resource");
    assertThat(run("approve", "acme", "--yes").exitCode()).isEqualTo(2);
  }

  @Test
  void approvesThePlanThatWaits() {
    awaitApproval("acme");
    Typed approved = run("approve", "acme", "--yes");
    assertThat(approved.exitCode()).isZero();
    assertThat(approved.out())
        .isEqualTo(
            """
            VoiceAssistant %s/acme
            Plan %s sends firstMessage
              firstMessage
              - 2 chars
              + 5 chars
            approved
            """
                .formatted(cluster.namespace(), HASH));
    assertThat(approvedPlan("acme")).isEqualTo(HASH);
    assertThat(cluster.assistant("acme").getMetadata().getManagedFields())
        .anyMatch(entry -> entry.getManager().equals("kubectl-lumenia-approve"));
  }

  @Test
  void refusesWhatWasNotReviewed(@TempDir Path folder) throws IOException {
    awaitApproval("acme");
    assertThat(run("approve", "acme").exitCode()).as("no terminal to ask on").isEqualTo(2);
    Path plan = folder.resolve("plan.json");
    for (String assistants : List.of("", entry("acme", "f".repeat(32)), entry("globex", HASH))) {
      write(plan, assistants);
      assertThat(run("approve", "acme", "--yes", "--plan", plan.toString()).exitCode())
          .as(assistants)
          .isEqualTo(1);
    }
    Files.writeString(plan, "nonsense");
    assertThat(run("approve", "acme", "--yes", "--plan", plan.toString()).exitCode()).isEqualTo(2);
    assertThat(approvedPlan("acme")).isNull();

    write(plan, entry("acme", HASH));
    assertThat(run("approve", "acme", "--yes", "--plan", plan.toString()).exitCode()).isZero();
    assertThat(approvedPlan("acme")).isEqualTo(HASH);
  }

  @Test
  void aPlanForAnOlderSpecIsNotApproved() {
    awaitApproval("acme");
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"Hi there\"}}");
    assertThat(run("approve", "acme", "--yes").err()).contains("is about an older spec");
    assertThat(approvedPlan("acme")).isNull();
  }

  private String entry(String name, String hash) {
    return "{\"namespace\": \"%s\", \"name\": \"%s\", \"planHash\": \"%s\"}"
        .formatted(cluster.namespace(), name, hash);
  }

  private static void write(Path plan, String assistants) throws IOException {
    Files.writeString(plan, "{\"schemaVersion\": 1, \"assistants\": [%s]}".formatted(assistants));
  }

  private @Nullable String approvedPlan(String name) {
    return cluster.assistant(name).decodeSpec()
            instanceof Decoded.Valid<VoiceAssistantSpec>(VoiceAssistantSpec spec)
        ? spec.approvedPlan()
        : null;
  }

  private void awaitApproval(String name) {
    cluster.applyAssistant(name, "mode: Plan\nfirstMessage: Hello");
    cluster
        .client()
        .resources(VoiceAssistant.class)
        .withName(name)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status": {"observedGeneration": 1, "summary": {"drift": 1},
              "plan": {"hash": "%s", "fields": ["firstMessage"]},
              "drift": [{"field": "firstMessage", "desired": "5 chars", "live": "2 chars"}],
              "conditions": [
              {"type": "Ready", "status": "False", "reason": "AwaitingApproval", "message": "waits",
               "lastTransitionTime": "2026-11-01T00:00:00Z"}]}}
            """
                .formatted(HASH));
  }

  private Typed run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    if (!arguments[0].equals("__complete")) {
      all.addAll(List.of("-n", cluster.namespace(), "--kubeconfig", plane.kubeconfig().toString()));
    }
    return Typed.command(all.toArray(String[]::new));
  }
}
