package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.lumenia.voice.chart.ChartValues;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithProcesses;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceCatalog;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator as the chart's service account: what the rules in the chart's {@code files/rbac}
 * allow is all that it needs, in all namespaces and in some.
 */
@WithProcesses
class PermissionsTest {

  enum Scope {
    ALL_NAMESPACES,
    ONE_NAMESPACE
  }

  private static final String WATCHED =
      """
      configmaps[]: get list watch
      controllerrevisions.apps[]: list create patch delete
      events[]: get create patch
      lumeniaaccounts.voice.lumenia.net[]: get list watch
      lumeniaaccounts/status.voice.lumenia.net[]: patch
      secrets[]: get list watch
      voiceassistants.voice.lumenia.net[]: get list watch
      voiceassistants/status.voice.lumenia.net[]: patch
      voicecatalogs.voice.lumenia.net[]: create patch
      """;

  private static final String LEASE =
      """
      leases.coordination.k8s.io[]: create
      leases.coordination.k8s.io[voice-operator]: get update
      """;

  /** Its own: an operator for all namespaces would disturb other tests. */
  private static final ControlPlane plane = ControlPlane.start();

  private final KubernetesClient admin = plane.newClient();
  private final String release = plane.newNamespace();
  private final String team = plane.newNamespace();
  private final String other = plane.newNamespace();
  private final Cluster cluster =
      new Cluster(admin.adapt(NamespacedKubernetesClient.class).inNamespace(team));
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of("acme")));

  @BeforeEach
  void createServiceAccount() {
    new Cluster(admin)
        .apply(
            """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: voice-operator, namespace: %s}
        """
                .formatted(release));
  }

  @AfterEach
  void end() {
    simulator.close();
    admin.close();
  }

  @AfterAll
  static void stop() {
    plane.close();
  }

  @ParameterizedTest
  @EnumSource
  void areEnoughForEverything(Scope scope) throws IOException {
    grant(scope);
    InstalledCrds.in(admin);
    try (var operator = start(scope)) {
      accountWithAnUnlabelledSecret();
      changeAndChangeBack();
      assertThat(operator.log().toLowerCase(Locale.ROOT))
          .contains("leading")
          .doesNotContain("forbidden", " error ");
      assertThat(operator.terminate()).isZero();
    }
    Lease lease = admin.leases().inNamespace(release).withName("voice-operator").require();
    assertThat(lease.getSpec().getHolderIdentity()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void areNoMoreThanThis(Scope scope) throws IOException {
    grant(scope);
    try (var permissions = Permissions.of(plane, release, "voice-operator")) {
      boolean everywhere = scope == Scope.ALL_NAMESPACES;
      assertThat(permissions.in(team)).isEqualTo(WATCHED);
      assertThat(permissions.in(other)).isEqualTo(everywhere ? WATCHED : "");
      assertThat(permissions.in(release)).isEqualTo(everywhere ? sorted(WATCHED + LEASE) : LEASE);
      for (String resource : List.of("secrets", "configmaps")) {
        assertThat(permissions.may("get", "", resource, team)).isTrue();
        assertThat(permissions.may("get", "", resource, other)).isEqualTo(everywhere);
        assertThat(permissions.may("list", "", resource, "")).isEqualTo(everywhere);
      }
    }
  }

  @Test
  void areEnoughForAShard() throws IOException {
    grant("", "watch", "namespace: " + team);
    grant("", "shard", "namespace: " + team);
    grant("", "shard-lease", "namespace: " + release);
    InstalledCrds.in(admin);
    String shard = "shard.alpha.sharding.timebertt.dev/voice-operator";
    String drain = "drain.alpha.sharding.timebertt.dev/voice-operator";
    cluster.applySecret(SimulatorOptions.TOKEN);
    cluster.applyAccount();
    cluster.applyAssistant("acme", "firstMessage: one");
    String assigned = "{\"metadata\": {\"labels\": {\"%s\": \"one\"}}}".formatted(shard);
    cluster
        .client()
        .resources(LumeniaAccount.class)
        .withName("default")
        .patch(PatchContext.of(PatchType.JSON_MERGE), assigned);
    cluster.patch("acme", assigned);
    try (var operator = start(Scope.ONE_NAMESPACE, "--shard-name", "one")) {
      eventually(() -> assertThat(cluster.readyReasons()).containsOnlyKeys("Synced"));
      cluster.patch("acme", "{\"metadata\": {\"labels\": {\"%s\": \"\"}}}".formatted(drain));
      eventually(
          () ->
              assertThat(cluster.assistant("acme").getMetadata().getLabels())
                  .doesNotContainKeys(shard, drain));
      assertThat(operator.log().toLowerCase(Locale.ROOT)).doesNotContain("forbidden", " error ");
      assertThat(operator.terminate()).isZero();
    }
    assertThat(admin.leases().inNamespace(release).withName("one").require().getSpec())
        .extracting(LeaseSpec::getHolderIdentity)
        .isNull();
  }

  private void accountWithAnUnlabelledSecret() {
    cluster.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: lumenia}
        stringData: {token: %s}
        """
            .formatted(SimulatorOptions.TOKEN));
    cluster.applyAccount("default", SimulatorOptions.ACCOUNT_ID, "lumenia", 60_000);
    eventually(() -> assertThat(cluster.accountReady()).startsWith("False SecretNotLabelled"));
    cluster.applySecret(SimulatorOptions.TOKEN);
    eventually(() -> assertThat(cluster.accountReady()).startsWith("True Authenticated"));
    eventually(
        () ->
            assertThat(cluster.client().resources(VoiceCatalog.class).list().getItems())
                .hasSize(1));
  }

  /** A history of two: some are created, one is renewed, some are deleted. Events are counted. */
  private void changeAndChangeBack() {
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts}
        data: {text: Be kind.}
        """);
    cluster.applyAssistant(
        "acme",
        """
        firstMessage: one
        revisionHistoryLimit: 2
        promptFrom: {configMapKeyRef: {name: prompts, key: text}}
        """);
    eventually(
        () ->
            assertThat(cluster.ready("acme"))
                .startsWith("False PromptUnavailable: ConfigMap prompts lacks"));
    cluster.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts, labels: {voice.lumenia.net/prompt: "true"}}
        data: {text: Be kind.}
        """);
    eventually(() -> assertThat(cluster.readyReasons()).containsOnlyKeys("Synced"));
    for (String next : List.of("two", "three", "two", "one", "four")) {
      cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"%s\"}}".formatted(next));
      eventually(
          () -> {
            assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo(next);
            assertThat(cluster.readyReasons()).containsOnlyKeys("Synced");
          });
    }
    assertThat(revisions()).hasSize(2).extracting(ControllerRevision::getRevision).contains(5L);
    eventually(
        () ->
            assertThat(cluster.events("acme")).anyMatch(event -> event.matches("Patched x[2-9]")));
  }

  private List<ControllerRevision> revisions() {
    return admin.apps().controllerRevisions().inNamespace(team).list().getItems();
  }

  private OperatorProcess start(Scope scope, String... more) {
    var options =
        new ArrayList<>(
            List.of(
                "--default-base-url",
                simulator.baseUrl().toString(),
                "--allow-insecure-http",
                "--resync-interval",
                "10s"));
    if (scope == Scope.ONE_NAMESPACE) {
      options.addAll(List.of("--namespaces", team));
    }
    options.addAll(List.of(more));
    return OperatorProcess.run(plane.kubeconfigOf(release, "voice-operator"), options);
  }

  private void grant(Scope scope) throws IOException {
    if (scope == Scope.ALL_NAMESPACES) {
      grant("Cluster", "watch", "");
    } else {
      grant("", "watch", "namespace: " + team);
    }
    grant("", "lease", "namespace: " + release);
  }

  private void grant(String prefix, String rules, String namespace) throws IOException {
    new Cluster(admin)
        .apply(
            """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %1$sRole
        metadata: {name: %2$s-%5$s, %3$s}
        rules:
        %4$s---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %1$sRoleBinding
        metadata: {name: %2$s-%5$s, %3$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %1$sRole, name: %2$s-%5$s}
        subjects: [{kind: ServiceAccount, name: voice-operator, namespace: %5$s}]
        """
                .formatted(
                    prefix,
                    rules,
                    namespace,
                    Files.readString(
                        ChartValues.CHART.resolve("files/rbac/%s.yaml".formatted(rules))),
                    release));
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().map(line -> line + "\n").collect(joining());
  }
}
