package net.lumenia.voice.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.Kubectl;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.gitops.GitOpsTools;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tools that keep a cluster as Git says do all day, and what they see. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class GitOpsTest extends WithOperator {

  private static final String OTHER_ACCOUNT = "5f0c2b1e-7d43-4a86-9e21-c0ffee000002";
  private static final String OTHER_TOKEN = "other-token";

  private final Kubectl kubectl;

  /** With resyncs so rare that whatever happens is because of what was applied. */
  GitOpsTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme"), NEVER);
    kubectl = plane.kubectl();
    simulator.account(OTHER_ACCOUNT).addWorkspace("globex");
    simulator.addToken(OTHER_ACCOUNT, OTHER_TOKEN);
  }

  @ParameterizedTest
  @CsvSource({"false, True Synced,", "true, False Rejected, Rejected x1"})
  void applyingTheSameAgainChangesNothingAndStartsNothing(
      boolean rejected, String ready, @Nullable String event) {
    if (rejected) {
      simulator.inject(Fault.status(400).on("PATCH").inAccount(SimulatorOptions.ACCOUNT_ID));
    }
    String manifests = manifests("acme", SimulatorOptions.ACCOUNT_ID, SimulatorOptions.TOKEN);
    run(manifests, "apply", "--server-side", "-f", "-");
    eventually(() -> assertThat(cluster.ready("acme")).startsWith(ready));
    eventually(
        () -> assertThat(cluster.events("acme")).isEqualTo(Stream.ofNullable(event).toList()));
    String before = generationsStatusesAndEvents();
    long requests = requestsAbout(SimulatorOptions.ACCOUNT_ID).size();

    for (List<String> apply :
        List.of(
            // Adds the annotation with what was applied last.
            List.of("apply"),
            List.of("apply"),
            List.of("apply", "--server-side"),
            List.of("apply", "--server-side", "--force-conflicts", "--field-manager=flux"),
            List.of("apply", "--server-side", "--force-conflicts", "--field-manager=argocd"),
            List.of("replace"),
            List.of("annotate", "--overwrite", "checked=today"),
            List.of("label", "--overwrite", "team=voice"))) {
      var command = new ArrayList<>(apply);
      command.addAll(List.of("-f", "-"));
      run(manifests, command.toArray(String[]::new));
    }

    // Watches keep the order, so what comes after has had its turn when all of this has.
    run(manifests("globex", OTHER_ACCOUNT, OTHER_TOKEN), "apply", "-f", "-");
    awaitReady("globex");
    assertThat(generationsStatusesAndEvents()).isEqualTo(before);
    assertThat(requestsAbout(SimulatorOptions.ACCOUNT_ID)).hasSize((int) requests);
  }

  @Test
  void nothingDiffersFromWhatWasApplied() {
    String manifests = manifests("acme", SimulatorOptions.ACCOUNT_ID, SimulatorOptions.TOKEN);
    run(manifests, "apply", "--server-side", "-f", "-");
    awaitReady("acme");
    assertThat(run(manifests, "diff", "--server-side", "-f", "-")).isEmpty();
    run(manifests, "apply", "-f", "-");
    assertThat(run(manifests, "diff", "-f", "-")).isEmpty();
  }

  @Test
  void toolsThatWaitSeeWhenItIsDoneAndWhenItCanNotBe() {
    run(manifests("acme", SimulatorOptions.ACCOUNT_ID, SimulatorOptions.TOKEN), "apply", "-f", "-");
    run("", "wait", "--for=condition=Ready", "--timeout=60s", "lacc/acme", "va/acme");
    assertThat(seen())
        .containsExactly(
            "LumeniaAccount acme: Current Current Healthy",
            "VoiceAssistant acme: Current Current Healthy");

    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"Hello\"}}");
    run("", "wait", "--for=condition=Ready", "--timeout=60s", "va", "--all");
    assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo("Hello");

    cluster.patch("acme", "{\"spec\": {\"numberId\": 4711}}");
    run("", "wait", "--for=condition=Stalled", "--timeout=60s", "va/acme");
    assertThat(seen()).last().isEqualTo("VoiceAssistant acme: Failed Failed Degraded");

    cluster.patch("acme", "{\"spec\": {\"suspend\": true}}");
    assertThat(seen()).last().isEqualTo("VoiceAssistant acme: InProgress InProgress Suspended");
  }

  /** The token comes from elsewhere, and later: nothing needs to be applied in an order. */
  @Test
  void theExampleIsOneFolderToApply() {
    simulator.addWorkspace("acme-reception");
    simulator.addWorkspace("acme-support");
    run("", "apply", "-k", "examples/gitops/base");
    eventually(() -> assertThat(seen()).hasSize(3).allMatch(line -> line.endsWith("Progressing")));
    cluster.applySecret(SimulatorOptions.TOKEN);
    eventually(
        () ->
            assertThat(seen())
                .containsExactly(
                    "LumeniaAccount default: Current Current Healthy",
                    "VoiceAssistant reception: Current Current Healthy",
                    "VoiceAssistant support: Current Current Healthy"));
    assertThat(simulator.assistant("acme-support").path("prompt").asText())
        .startsWith("You are the support line of Acme");
    assertThat(run("", "diff", "-k", "examples/gitops/base")).isEmpty();
  }

  @Test
  void theHealthCheckIsAddedToTheSettingsOfArgoCd() {
    run("", "create", "configmap", "argocd-cm", "--from-literal=url=https://argocd.example.com");
    run(
        "",
        "apply",
        "--server-side",
        "--field-manager=voice-operator",
        "-f",
        "examples/gitops/argo-cd/argocd-cm.yaml");
    assertThat(cluster.client().configMaps().withName("argocd-cm").require().getData())
        .containsOnlyKeys(
            "url",
            "resource.customizations.health.voice.lumenia.net_VoiceAssistant",
            "resource.customizations.health.voice.lumenia.net_LumeniaAccount",
            "resource.customizations.actions.voice.lumenia.net_VoiceAssistant",
            "resource.customizations.actions.voice.lumenia.net_LumeniaAccount");
  }

  private List<String> seen() {
    return GitOpsTools.ask(run("", "get", "lacc,va", "-o", "json")).stream()
        .map(said -> "%s %s: %s".formatted(said.kind(), said.name(), said.row()))
        .toList();
  }

  private String run(String input, String... arguments) {
    var command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("-n", cluster.namespace()));
    Kubectl.Result result = kubectl.runWithInput(input, command.toArray(String[]::new));
    assertThat(result.exitCode()).as("%s: %s", command, result).isZero();
    return result.stdout();
  }

  private void awaitReady(String name) {
    eventually(() -> assertThat(cluster.ready(name)).startsWith("True Synced"));
  }

  private List<LoggedRequest> requestsAbout(String account) {
    return simulator.requests().stream()
        .filter(request -> request.account().equals(account))
        .toList();
  }

  /** Of everything that is called acme. */
  private String generationsStatusesAndEvents() {
    VoiceAssistant assistant = cluster.assistant("acme");
    LumeniaAccount account =
        cluster.client().resources(LumeniaAccount.class).withName("acme").require();
    return Stream.of(
            assistant.getMetadata().getGeneration(),
            assistant.getStatus().json(),
            account.getMetadata().getGeneration(),
            account.getStatus().json(),
            cluster.events("acme"))
        .map(Object::toString)
        .collect(joining("\n"));
  }

  /** All that there can be of a team, under one name. */
  private static String manifests(String name, String accountId, String token) {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: NAME, labels: {voice.lumenia.net/credentials: "true"}}
        data: {token: TOKEN}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: NAME, labels: {voice.lumenia.net/prompt: "true"}}
        data: {text: Be kind.}
        ---
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: NAME}
        spec: {accountId: ACCOUNT, tokenSecretRef: {name: NAME}}
        ---
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: NAME}
        spec:
          workspace: {originalSlug: NAME}
          accountRef: {name: NAME}
          firstMessage: Hi
          promptFrom: {configMapKeyRef: {name: NAME, key: text}}
          voice: {provider: vapi, voiceId: Clara}
          fallbackVoices: []
          fallbackTranscribers: [{provider: deepgram, model: nova-3, language: en}]
        """
        .replace("NAME", name)
        .replace("ACCOUNT", accountId)
        .replace("TOKEN", Base64.getEncoder().encodeToString(token.getBytes(UTF_8)));
  }
}
