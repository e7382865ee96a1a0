package net.lumenia.voice.e2e;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.e2e.Expressions.each;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.endtoend.Cluster;
import net.lumenia.voice.endtoend.OperatorProcess;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, the alert rules and the dashboard with a real Prometheus. */
@WithControlPlane
class PrometheusIT {

  private static final Path ALERTS = Path.of("helm/voice-operator/files/alerts.yaml");
  private static final Path DASHBOARD = Path.of("helm/voice-operator/files/dashboard.json");
  private static final Path RULE_TESTS = Path.of("src/test/prometheus/alerts_test.yaml");

  private static final List<String> DOWN =
      IntStream.rangeClosed(1, 12).mapToObj("down-%02d"::formatted).toList();

  /** Appears with the first exception, which needs a bug; OperatorMetricsTest covers it. */
  private static final String FAILED = "operator_sdk_reconciliations_failed_total{";

  /** Micrometer's own names, which common dashboards use. */
  private static final List<String> KNOWN_LINT =
      List.of(
          "process_cpu_time_ns_total metric names should not contain abbreviated units",
          "system_cpu_count non-histogram and non-summary metrics should not have \"_count\" suffix");

  @Test
  void alertRulesPassTheirTests() {
    assertThat(Prometheus.promtool(Optional.empty(), "check", "rules", ALERTS.toString()))
        .anySatisfy(line -> assertThat(line).contains("SUCCESS: 16 rules found"));
    assertThat(Prometheus.promtool(Optional.empty(), "test", "rules", RULE_TESTS.toString()))
        .anySatisfy(line -> assertThat(line).contains("SUCCESS"))
        .noneSatisfy(line -> assertThat(line).contains("FAILED"));
  }

  @Test
  void dashboardAndAlertsHaveData(ControlPlane plane, KubernetesClient client, @TempDir Path folder)
      throws IOException {
    InstalledCrds.in(client);
    var cluster = new Cluster(client);
    try (var api = simulator(List.of("acme", "globex", "planned"));
        var downApi = simulator(DOWN);
        var one = operator(plane, cluster, api, downApi);
        var other = operator(plane, cluster, api, downApi);
        var prometheus =
            Prometheus.start(folder, ALERTS, List.of(one.httpPort(), other.httpPort()))) {
      Instant start = Instant.now();
      awaitScrapes(prometheus);
      runScenario(cluster, api, downApi);

      List<Expression> dashboard = Expressions.ofDashboard(DASHBOARD);
      assertThat(dashboard).hasSizeGreaterThan(30);
      eventually(
          () ->
              assertThat(dashboard)
                  .allSatisfy(
                      expression ->
                          assertHasData(expression, prometheus.query(expression.text(), start))));
      eventually(() -> assertCountedOnce(prometheus));

      List<Expression> alerts = Expressions.ofRules(prometheus.rules());
      assertThat(alerts).hasSize(16);
      assertThat(each(prometheus.rules()).flatMap(group -> each(group.path("rules"))))
          .allSatisfy(rule -> assertThat(rule.path("health").asText()).isEqualTo("ok"));
      assertThat(Stream.concat(dashboard.stream(), alerts.stream()))
          .allSatisfy(expression -> assertSelectorsMatch(expression, prometheus));

      Path metrics = Files.writeString(folder.resolve("metrics"), one.http("/metrics").body());
      assertThat(Prometheus.promtool(Optional.of(metrics), "check", "metrics"))
          .isSubsetOf(KNOWN_LINT);
    }
  }

  private static Simulator simulator(List<String> workspaces) {
    return Simulator.start(SimulatorOptions.defaults().withWorkspaces(workspaces));
  }

  /** One of two replicas. */
  private static OperatorProcess operator(
      ControlPlane plane, Cluster cluster, Simulator api, Simulator downApi) {
    return OperatorProcess.run(
        plane,
        List.of(
            "--namespaces",
            cluster.namespace(),
            "--leader-election-namespace",
            cluster.namespace(),
            "--default-base-url",
            api.baseUrl().toString(),
            "--allowed-base-url",
            downApi.baseUrl().toString(),
            "--allow-insecure-http",
            "--resync-interval",
            "10s"));
  }

  /** Waits for a first scrape: an increase needs a sample before it. */
  private static void awaitScrapes(Prometheus prometheus) {
    eventually(() -> assertThat(prometheus.query("voice_operator_leader")).hasSize(2));
  }

  /** An edit, drift, a plan, an account with a wrong token, and one whose API is unavailable. */
  private static void runScenario(Cluster cluster, Simulator api, Simulator downApi) {
    cluster.applyAccount();
    cluster.applySecret("refused", "wrong-token");
    cluster.applyAccount("refused", SimulatorOptions.ACCOUNT_ID, "refused", 60_000);
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: down}
        spec: {accountId: %s, tokenSecretRef: {name: lumenia}, baseUrl: "%s"}
        """
            .formatted(SimulatorOptions.ACCOUNT_ID, downApi.baseUrl()));
    cluster.applyAssistant("acme", "firstMessage: Hi");
    cluster.applyAssistant("globex", "firstMessage: Hi\naccountRef: {name: refused}");
    cluster.applyAssistant("planned", "firstMessage: Hi\nmode: Plan");
    eventually(() -> assertThat(cluster.accountReady("down")).startsWith("True Authenticated"));
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
    downApi.inject(Fault.status(503));
    cluster.apply(
        DOWN.stream()
            .map(name -> Cluster.assistant(name, "firstMessage: Hi\naccountRef: {name: down}"))
            .collect(joining("---\n")));
    api.edit("acme", JsonNodeFactory.instance.objectNode().put("firstMessage", "dashboard"));
  }

  /** NaN is the quantile of an empty histogram. */
  private static void assertHasData(Expression expression, JsonNode series) {
    assertThat(each(series))
        .as(expression.toString())
        .anySatisfy(
            one ->
                assertThat(each(one.path("values")).map(value -> value.path(1).asText()))
                    .anyMatch(value -> !value.equals("NaN")));
    assertThat(each(series).map(one -> one.path("metric")))
        .as("the labels of %s", expression)
        .allSatisfy(
            labels ->
                assertThat(expression.legend())
                    .allSatisfy(l -> assertThat(labels.has(l)).isTrue()));
  }

  /** Two replicas expose everything twice; expressions must count it once. */
  private static void assertCountedOnce(Prometheus prometheus) {
    List<Expression> dashboard = Expressions.ofDashboard(DASHBOARD);
    assertThat(value(prometheus, dashboard, "Assistants")).isEqualTo(15);
    assertThat(value(prometheus, dashboard, "Waiting for approval")).isEqualTo(1);
    assertThat(value(prometheus, dashboard, "Circuits open")).isEqualTo(1);
    assertThat(value(prometheus, dashboard, "Accounts not ready")).isEqualTo(1);
    assertThat(prometheus.query("sum(voice_operator_leader)").at("/0/value/1").asInt())
        .isEqualTo(1);
    assertThat(
            prometheus
                .query("sum(voiceassistant_drift_corrections_total{field=\"firstMessage\"})")
                .at("/0/value/1")
                .asInt())
        .isEqualTo(1);
  }

  private static int value(Prometheus prometheus, List<Expression> dashboard, String title) {
    Expression expression =
        dashboard.stream().filter(one -> one.place().equals(title)).findFirst().orElseThrow();
    return prometheus.query(expression.text()).at("/0/value/1").asInt();
  }

  private static void assertSelectorsMatch(Expression expression, Prometheus prometheus) {
    assertThat(expression.selectors())
        .as(expression.toString())
        .isNotEmpty()
        .filteredOn(selector -> !selector.startsWith(FAILED))
        .allSatisfy(selector -> assertThat(prometheus.query(selector)).as(selector).isNotEmpty());
  }
}
