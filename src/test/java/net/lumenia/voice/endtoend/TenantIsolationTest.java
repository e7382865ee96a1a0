package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a user who may write custom resources in one namespace can't make the operator do. The
 * operator watches the namespaces of both tenants; "acme" has a token, "mallory" wants it.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class TenantIsolationTest extends WithOperator {

  private static final String PROMPT = "The prompt of acme, which only acme may read.";

  private static final String TOKEN_OF_MALLORY = "of-mallory";

  private final Cluster acme;
  private final Cluster mallory;

  TenantIsolationTest(ControlPlane plane, KubernetesClient client) {
    super(
        plane,
        client,
        Set.of(client.getNamespace(), tenant(client)),
        List.of("acme", "globex", "mallory"),
        Duration.ofSeconds(10));
    acme = cluster;
    mallory =
        new Cluster(client.adapt(NamespacedKubernetesClient.class).inNamespace(tenant(client)));
  }

  /** The other tenant's namespace, which is there once this is returned. */
  private static String tenant(KubernetesClient client) {
    String name = client.getNamespace() + "-mallory";
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .serverSideApply();
    return name;
  }

  @BeforeEach
  void acmeIsInSync() {
    acme.applyAccount();
    acme.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts, labels: {voice.lumenia.net/prompt: "true"}}
        data: {text: "%s"}
        """
            .formatted(PROMPT));
    acme.applyAssistant("acme", "promptFrom: {configMapKeyRef: {name: prompts, key: text}}");
    eventually(() -> assertThat(acme.ready("acme")).startsWith("True Synced"));
  }

  /** References have no namespace: a name is one of the resource's own namespace. */
  @Test
  void secretsAndConfigMapsOfAnotherNamespaceAreNotThere() {
    mallory.applyAccount("default", SimulatorOptions.ACCOUNT_ID, "lumenia", 600);
    mallory.applyAssistant("mallory", "firstMessage: Hi");
    eventually(
        () -> assertThat(mallory.accountReady("default")).startsWith("False SecretNotFound"));
    eventually(() -> assertThat(mallory.ready("mallory")).startsWith("False AccountNotReady"));
    mallory.applyAssistant("mallory", "promptFrom: {configMapKeyRef: {name: prompts, key: text}}");
    eventually(
        () ->
            assertThat(mallory.status("mallory").observedGeneration())
                .isEqualTo(mallory.assistant("mallory").getMetadata().getGeneration()));
    mallory.applyAccount();
    eventually(() -> assertThat(mallory.ready("mallory")).startsWith("False PromptUnavailable"));
    assertThat(requestsFor("mallory")).isEmpty();
  }

  /** A Secret whose owner has not consented is not even read, whatever is in it. */
  @Test
  void anUnlabelledSecretIsNotUsed() {
    mallory.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: somebody-elses}
        stringData: {token: of-somebody-else}
        """);
    mallory.applyAccount("default", SimulatorOptions.ACCOUNT_ID, "somebody-elses", 600);
    mallory.applyAssistant("mallory", "firstMessage: Hi");
    eventually(
        () -> assertThat(mallory.accountReady("default")).startsWith("False SecretNotLabelled"));
    eventually(() -> assertThat(mallory.ready("mallory")).startsWith("False AccountNotReady"));
    assertThat(simulator.requests()).extracting(LoggedRequest::token).doesNotContain("invalid");
  }

  /** Its owner takes the consent back: from then on the token is not used any more. */
  @Test
  void aSecretThatLosesItsLabelIsForgotten() {
    acme.client()
        .secrets()
        .withName("lumenia")
        .edit(
            secret -> {
              secret.getMetadata().getLabels().clear();
              return secret;
            });
    eventually(
        () -> assertThat(acme.accountReady("default")).startsWith("False SecretNotLabelled"));
    int before = simulator.requests().size();
    acme.patch("acme", "{\"spec\": {\"firstMessage\": \"Without a token\"}}");
    eventually(() -> assertThat(acme.ready("acme")).startsWith("False AccountNotReady"));
    assertThat(simulator.requests()).hasSize(before);
  }

  /** Anybody can write down an account id. Only a key that the API accepts makes it one's own. */
  @Test
  void whoNeverHadAnAcceptedKeyKeepsNobodyFromAWorkspace() {
    applyAccountOfMallory();
    mallory.applyAssistant("globex", "firstMessage: from mallory");
    eventually(() -> assertThat(mallory.accountReady()).startsWith("False InvalidApiKey"));
    acme.applyAssistant("globex", "firstMessage: from acme");
    eventually(() -> assertThat(acme.ready("globex")).startsWith("True Synced"));
    assertThat(greeting("globex")).isEqualTo("from acme");
    eventually(() -> assertThat(mallory.ready("globex")).startsWith("False AccountNotReady"));

    simulator.addToken(SimulatorOptions.ACCOUNT_ID, TOKEN_OF_MALLORY);
    eventually(() -> assertThat(acme.ready("globex")).startsWith("False WorkspaceConflict"));
    eventually(() -> assertThat(mallory.ready("globex")).startsWith("True Synced"));

    simulator.revokeToken(TOKEN_OF_MALLORY);
    eventually(() -> assertThat(mallory.ready("globex")).startsWith("False AccountNotReady"));
    assertStaysInConflict(acme, "globex");
    assertThat(greeting("globex")).isEqualTo("from mallory");
  }

  /** Else two would write in turn, as their tokens are renewed. */
  @Test
  void whoseKeyIsRevokedKeepsTheWorkspace() {
    Instant created = Instant.parse(acme.assistant("acme").getMetadata().getCreationTimestamp());
    // The API server counts in seconds, and among those of the same second the name decides.
    eventually(() -> assertThat(Instant.now()).isAfterOrEqualTo(created.plusSeconds(1)));
    simulator.addToken(SimulatorOptions.ACCOUNT_ID, TOKEN_OF_MALLORY);
    applyAccountOfMallory();
    mallory.applyAssistant("acme", "firstMessage: from mallory");
    eventually(() -> assertThat(mallory.accountReady()).startsWith("True Authenticated"));
    eventually(() -> assertThat(mallory.ready("acme")).startsWith("False WorkspaceConflict"));
    simulator.revokeToken(SimulatorOptions.TOKEN);
    eventually(() -> assertThat(acme.accountReady()).startsWith("False InvalidApiKey"));
    eventually(() -> assertThat(acme.ready("acme")).startsWith("False AccountNotReady"));
    assertStaysInConflict(mallory, "acme");
  }

  private void applyAccountOfMallory() {
    mallory.applySecret(TOKEN_OF_MALLORY);
    mallory.applyAccount("default", SimulatorOptions.ACCOUNT_ID, "lumenia", 600);
  }

  /** At a look that comes after all that was seen so far. */
  private static void assertStaysInConflict(Cluster tenant, String name) {
    Long generation =
        tenant
            .patch(name, "{\"spec\": {\"firstMessage\": \"once more\"}}")
            .getMetadata()
            .getGeneration();
    eventually(() -> assertThat(tenant.status(name).observedGeneration()).isEqualTo(generation));
    assertThat(tenant.ready(name)).startsWith("False WorkspaceConflict");
  }

  private String greeting(String workspace) {
    return simulator.assistant(workspace).path("firstMessage").asText();
  }

  /**
   * Whatever might lead a token elsewhere: mallory may write LumeniaAccounts in acme's namespace,
   * but not read its Secrets. Some of these the API server refuses, the others the operator.
   */
  @Test
  void aTokenIsNotSentWhereTheAdminDoesNotAllowIt() {
    try (Simulator theirs = Simulator.start(SimulatorOptions.defaults())) {
      String port = ":" + theirs.baseUrl().getPort();
      List<String> traps =
          List.of(
              "http://127.0.0.1" + port,
              "http://127.0.0.1" + port + "/",
              "http://127.0.0.1" + port + "/api",
              "http://localhost" + port,
              "http://0x7f000001" + port,
              "http://[::1]" + port);
      for (int trap = 0; trap < traps.size(); trap++) {
        applyAccount("trap-" + trap, traps.get(trap));
      }
      for (int trap = 0; trap < traps.size(); trap++) {
        String name = "trap-" + trap;
        eventually(() -> assertThat(acme.accountReady(name)).startsWith("False BaseUrlNotAllowed"));
      }
      assertThat(theirs.requests()).isEmpty();
    }
  }

  /** The allowed host stands somewhere in these, too, but is not where they lead. */
  @Test
  void aUrlThatOnlyLooksAllowedIsRefusedAtOnce() {
    try (Simulator theirs = Simulator.start(SimulatorOptions.defaults())) {
      String host = "127.0.0.1:" + theirs.baseUrl().getPort();
      String allowed = simulator.baseUrl().getAuthority();
      for (String trap :
          List.of(
              "HTTP://" + host,
              "http://%s@%s".formatted(allowed, host),
              "http://%s/?%s".formatted(host, allowed),
              "http://%s/#%s".formatted(host, allowed),
              "http://%s\\\\@%s".formatted(host, allowed))) {
        assertThat(catchThrowable(() -> applyAccount("trap", trap)))
            .hasMessageContaining("spec.baseUrl");
      }
      assertThat(theirs.requests()).isEmpty();
    }
  }

  private void applyAccount(String name, String baseUrl) {
    acme.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: %s}
        spec: {accountId: %s, baseUrl: "%s", tokenSecretRef: {name: lumenia}}
        """
            .formatted(name, SimulatorOptions.ACCOUNT_ID, baseUrl));
  }

  /** Otherwise tenants could fill a monitoring system that is not theirs. */
  @Test
  void noMetricHasNamesThatATenantChooses() {
    eventually(
        () ->
            assertThat(operator.http("/metrics").body())
                .contains("voiceassistants{ready=\"True\",reason=\"Synced\"} 1.0"));
    assertThat(operator.http("/metrics").body())
        .doesNotContain(
            acme.namespace(), "acme", "lumenia\"", "prompts", SimulatorOptions.ACCOUNT_ID);
  }

  private List<LoggedRequest> requestsFor(String workspace) {
    return simulator.requests().stream()
        .filter(request -> request.workspace().equals(workspace))
        .toList();
  }
}
