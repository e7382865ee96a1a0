package net.lumenia.voice.e2e;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static net.lumenia.voice.endtoend.Cluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.lumenia.voice.endtoend.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life cycle of an installation on the cluster of {@code KUBECONFIG}. Each test continues where
 * the previous one ended. At the end, the cluster is as it was before.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class InstallationIT {

  private static final List<String> EXAMPLES = List.of("reception", "sales", "support");

  /** By default, the JVM silently ignores a cache that it can't use. */
  private static final String ONLY_WITH_THE_AOT_CACHE = "-XX:AOTMode=on";

  private final TestCluster node = TestCluster.connect();
  private final Installation operator = new Installation(node, "voice-system");
  private KubernetesClient acme;
  private Cluster assistants;
  private SimulatorPod lumenia;

  @BeforeAll
  void begin() {
    node.load();
    node.createRestricted("voice-system");
    acme = node.createRestricted("acme");
    assistants = new Cluster(acme);
    lumenia = SimulatorPod.start(acme, node.image().name(), 40);
  }

  @AfterAll
  void cleanUp() {
    try (node) {
      try {
        operator.uninstallIfThere();
      } finally {
        node.deleteAll();
      }
    }
  }

  @Test
  @Order(1)
  void installsThePreviousVersion(@TempDir Path directory) {
    install(
        PreviousChart.in(directory),
        "extraEnv[0].name=JDK_JAVA_OPTIONS",
        "extraEnv[0].value=" + ONLY_WITH_THE_AOT_CACHE);
    assertThat(operator.pods()).hasSize(2);
  }

  @Test
  @Order(2)
  void examplesBecomeSynced() {
    lumenia.dashboard(
        "acme-sales",
        "PUT",
        "{\"voice\": {\"provider\": \"11labs\", \"voiceId\": \"21m00Tcm4TlvDq8ikWAM\", \"model\": \"eleven_multilingual_v2\"}}");
    node.kubectl("apply", "--namespace", "acme", "--filename", "examples/");
    eventually(() -> assertThat(assistants.readyReasons()).isEqualTo(Map.of("Synced", 3L)));
    assertThat(lumenia.patches()).isEqualTo(3);
  }

  @Test
  @Order(3)
  void upgradeUpdatesTheCrdsAndPatchesNoAssistant() {
    assertThat(typeOfApprovedPlan()).isEmpty();
    operator.upgrade(Helm.CHART);
    assertThat(typeOfApprovedPlan()).isEqualTo("string");
    assistants.patch("reception", "{\"spec\": {\"firstMessage\": \"After the upgrade\"}}");
    eventually(() -> assertThat(lumenia.patches("acme-reception")).hasSize(2));
    assertThat(lumenia.patches()).isEqualTo(4);
  }

  @Test
  @Order(4)
  void helmTestPasses() {
    operator.upgrade(Helm.CHART, "test.enabled=true");
    assertThat(operator.test()).contains("Phase:          Succeeded");
    operator.upgrade(Helm.CHART, "test.enabled=false");
  }

  @Test
  @Order(5)
  void rollingUpdateNeitherLosesNorRepeatsEdits() {
    Edits.createAssistants(assistants);
    Edits edits = Edits.start(assistants);
    try (edits) {
      for (int round = 0; round < 2; round++) {
        operator.restart();
      }
    }
    edits.assertThatNoneIsLostOrRepeated(lumenia);
  }

  @Test
  @Order(6)
  void standbyTakesOverAfterTheLeaderEnds() {
    operator.delete(operator.leader());
    edit("reception", "After the leader ended", Duration.ofSeconds(20));
  }

  @Test
  @Order(7)
  void standbyTakesOverAfterTheLeaderIsKilled() {
    operator.deleteAtOnce(operator.leader());
    edit("reception", "After the leader was killed", Duration.ofSeconds(30));
    operator.awaitReady();
  }

  @Test
  @Order(8)
  void resourcesAndAssistantsSurviveAReinstallation() {
    int patches = lumenia.patches();
    operator.uninstall();
    assertThat(assistants.assistants()).hasSize(3 + Edits.ASSISTANTS);
    assistants.patch("reception", "{\"spec\": {\"firstMessage\": \"While uninstalled\"}}");
    install(Helm.CHART);
    eventually(
        () ->
            assertThat(lumenia.patches("acme-reception").getLast().path("firstMessage").asText())
                .isEqualTo("While uninstalled"));
    eventually(
        () ->
            assertThat(assistants.readyReasons())
                .isEqualTo(Map.of("Synced", 3L + Edits.ASSISTANTS)));
    assertThat(lumenia.patches()).isEqualTo(patches + 1);
  }

  @Test
  @Order(9)
  void watchesOnlyTheGivenNamespaces() {
    KubernetesClient other = node.createRestricted("other");
    Cluster unseen = new Cluster(other);
    operator.upgrade(Helm.CHART, "operator.namespaces={acme}");
    assertThat(
            node.kubectl(
                "get", "clusterroles", "--selector", Installation.SELECTOR, "--output", "name"))
        .isEmpty();
    node.kubectl("apply", "--namespace", "other", "--filename", "examples/account.yaml");
    unseen.applyAssistant("workspace-40", "firstMessage: Not watched");
    edit("support", "Only here", Duration.ofSeconds(60));
    assertThat(unseen.assistant("workspace-40").getStatus()).isNull();
    assertThat(lumenia.patches("workspace-40")).isEmpty();
    assertThat(EXAMPLES).allSatisfy(name -> assertThat(assistants.ready(name)).startsWith("True"));
  }

  private String typeOfApprovedPlan() {
    return node.kubectl(
        "get",
        "customresourcedefinition/voiceassistants.voice.lumenia.net",
        "--output",
        "jsonpath={.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.approvedPlan.type}");
  }

  private void install(Path chart, String... more) {
    operator.install(
        chart,
        Stream.concat(
                Stream.of(
                    "operator.defaultBaseUrl=" + lumenia.url(), "operator.allowInsecureHttp=true"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private void edit(String name, String firstMessage, Duration deadline) {
    assistants.patch(name, "{\"spec\": {\"firstMessage\": \"%s\"}}".formatted(firstMessage));
    within(
        deadline,
        () ->
            assertThat(lumenia.patches("acme-" + name).getLast().path("firstMessage").asText())
                .isEqualTo(firstMessage));
  }
}
