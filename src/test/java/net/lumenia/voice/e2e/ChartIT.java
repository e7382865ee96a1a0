package net.lumenia.voice.e2e;

import static net.lumenia.voice.e2e.Helm.CHART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The manifests that the chart renders with different values, and the values that it refuses. */
class ChartIT {

  private static final String URL = "operator.defaultBaseUrl=https://api.example";
  private static final Path VALUES = Path.of("src/test/resources/net/lumenia/voice/e2e");

  static final List<Path> EVERY_VALUES_FILE =
      List.of(
          VALUES.resolve("smallest.yaml"),
          VALUES.resolve("everything.yaml"),
          VALUES.resolve("namespaces.yaml"));

  private static final List<String> BY_DEFAULT =
      List.of(
          "ClusterRole /voice-operator",
          "ClusterRole /voice-operator-edit",
          "ClusterRole /voice-operator-view",
          "ClusterRoleBinding /voice-operator",
          "CustomResourceDefinition /lumeniaaccounts.voice.lumenia.net",
          "CustomResourceDefinition /voiceassistants.voice.lumenia.net",
          "Deployment ops/voice-operator",
          "PodDisruptionBudget ops/voice-operator",
          "Role ops/voice-operator-leader-election",
          "RoleBinding ops/voice-operator-leader-election",
          "Service ops/voice-operator",
          "ServiceAccount ops/voice-operator");

  private final Helm helm = new Helm(Optional.empty(), "ops");

  @ParameterizedTest
  @FieldSource("EVERY_VALUES_FILE")
  void passesStrictLint(Path values) {
    assertThat(helm.lint(CHART, "--strict", "--values", values.toString()))
        .contains("0 chart(s) failed")
        .doesNotContain("[WARNING]", "[ERROR]");
  }

  @Test
  void rendersWithDefaultsAndOnlyABaseUrl() throws IOException {
    Manifests manifests = rendered();
    assertThat(manifests.names()).isEqualTo(BY_DEFAULT);
    JsonNode deployment = manifests.one("Deployment");
    assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(arguments(deployment))
        .containsExactly(
            "run",
            "--default-base-url=https://api.example",
            "--resync-interval=5m",
            "--max-requests-per-minute=60000",
            "--max-concurrent-requests=128",
            "--http-port=8080",
            "--leader-election",
            "--log-format=json");
    assertThat(container(deployment).path("image").asText())
        .isEqualTo(
            "ghcr.io/lumenia/voice-operator:"
                + Manifests.read(Files.readString(CHART.resolve("Chart.yaml")))
                    .path("appVersion")
                    .asText());
    assertThat(deployment.at("/spec/template/spec").has("volumes")).isFalse();
  }

  @Test
  void podsAreRestrictedAndRollWithoutDowntime() {
    JsonNode deployment = rendered().one("Deployment");
    assertThat(deployment.at("/spec/strategy"))
        .isEqualTo(
            Manifests.read(
                "{type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}"));
    JsonNode pod = deployment.at("/spec/template/spec");
    assertThat(pod.path("securityContext"))
        .isEqualTo(
            Manifests.read(
                "{runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: {type: RuntimeDefault}}"));
    assertThat(container(deployment).path("securityContext"))
        .isEqualTo(
            Manifests.read(
                "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}"));
    assertThat(container(deployment).at("/resources/limits"))
        .isEqualTo(Manifests.read("{memory: 256Mi}"));
    assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(40);
    assertThat(container(deployment).at("/startupProbe/httpGet/path").asText())
        .isEqualTo("/readyz");
    assertThat(container(deployment).at("/readinessProbe/httpGet/path").asText())
        .isEqualTo("/readyz");
    assertThat(container(deployment).at("/livenessProbe/httpGet/path").asText())
        .isEqualTo("/healthz");
  }

  /** A Service in a namespace named like a top-level domain must not answer for external names. */
  @Test
  void resolvesNamesAsAbsoluteBeforeTheSearchDomains() {
    assertThat(rendered().one("Deployment").at("/spec/template/spec/dnsConfig"))
        .isEqualTo(Manifests.read("{options: [{name: ndots, value: '1'}]}"));
    assertThat(
            rendered("dnsConfig.options=null")
                .one("Deployment")
                .at("/spec/template/spec/dnsConfig"))
        .isEmpty();
  }

  /** {@code PermissionsTest} runs the operator with exactly these rules. */
  @Test
  void rolesHaveTheTestedRules() throws IOException {
    Manifests manifests = rendered();
    JsonNode bound =
        manifests
            .where(one -> one.at("/metadata/name").asText().equals("voice-operator"))
            .one("ClusterRole");
    assertThat(bound.path("rules")).isEqualTo(rules("watch"));
    assertThat(manifests.one("Role").path("rules")).isEqualTo(rules("lease"));
    assertThat(
            Stream.of("ClusterRoleBinding", "RoleBinding")
                .flatMap(kind -> manifests.of(kind).stream())
                .map(binding -> binding.path("subjects").toString()))
        .containsOnly(
            "[{\"kind\":\"ServiceAccount\",\"name\":\"voice-operator\",\"namespace\":\"ops\"}]");
  }

  @Test
  void namespacesGetRolesInsteadOfAClusterRole() throws IOException {
    Manifests manifests = rendered("operator.namespaces={a,b}");
    assertThat(manifests.names())
        .noneMatch(name -> name.startsWith("ClusterRole"))
        .contains(
            "Role a/voice-operator",
            "Role b/voice-operator",
            "RoleBinding a/voice-operator",
            "RoleBinding b/voice-operator",
            "Role ops/voice-operator-leader-election",
            "RoleBinding ops/voice-operator-leader-election");
    assertThat(manifests.of("Role")).hasSize(3);
    assertThat(manifests.of("Role").getFirst().path("rules")).isEqualTo(rules("watch"));
    assertThat(arguments(manifests.one("Deployment"))).contains("--namespaces=a,b");
  }

  /** The operator computes the same name: SliceTest. */
  @Test
  void selectorHasALeaseOfItsOwn() {
    Manifests manifests = rendered("operator.selector=slice=a");
    assertThat(arguments(manifests.one("Deployment"))).contains("--selector=slice=a");
    assertThat(manifests.one("Role").toString())
        .contains("\"resourceNames\":[\"voice-operator-9ab61b5190\"]");
  }

  @Test
  void shardsAreNamedLikeTheirPods() throws IOException {
    Manifests manifests = rendered("operator.shardName=$(POD_NAME),operator.namespaces={a}");
    JsonNode deployment = manifests.one("Deployment");
    assertThat(arguments(deployment))
        .contains("--shard-name=$(POD_NAME)", "--controller-ring=voice-operator");
    assertThat(deployment.at("/spec/template/spec/containers/0/env/0").toString())
        .isEqualTo(
            "{\"name\":\"POD_NAME\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name\"}}}");
    assertThat(manifests.of("Role"))
        .extracting(role -> role.path("rules"))
        .anySatisfy(rules -> assertThat(rules).containsAll(rules("shard")))
        .contains(rules("shard-lease"));
  }

  @Test
  void rendersEveryOptionalObject() {
    Manifests manifests = renderedFrom("everything.yaml");
    assertThat(manifests.installed().names())
        .containsAll(BY_DEFAULT)
        .contains(
            "NetworkPolicy ops/voice-operator",
            "ServiceMonitor monitoring/voice-operator",
            "PrometheusRule monitoring/voice-operator",
            "ConfigMap monitoring/voice-operator-dashboard")
        .hasSize(BY_DEFAULT.size() + 4);
    assertThat(manifests.all())
        .allSatisfy(
            manifest -> {
              assertThat(manifest.at("/metadata/labels/team").asText()).isEqualTo("platform");
              assertThat(manifest.at("/metadata/annotations/contact").asText()).isEqualTo("ops");
            });
    assertThat(arguments(manifests.one("Deployment")))
        .containsExactly(
            "run",
            "--default-base-url=https://api.example:8443/lumenia",
            "--allowed-base-url=https://other.example",
            "--allowed-base-url=http://voice-operator-test.ops.svc:8090",
            "--allow-insecure-http",
            "--resync-interval=90s",
            "--max-requests-per-minute=60000",
            "--max-concurrent-requests=128",
            "--http-host=0.0.0.0",
            "--http-port=9090",
            "--leader-election",
            "--leader-election-namespace=ops",
            "--log-format=text");
    assertThat(manifests.one("NetworkPolicy").at("/spec/egress/1/ports").findValuesAsText("port"))
        .containsExactly("443", "6443", "8443", "8090");
    assertThat(manifests.one("PrometheusRule").at("/spec/groups")).isNotEmpty();
    assertThat(manifests.one("ConfigMap").at("/data/voice-operator.json").asText())
        .contains("\"panels\"");
  }

  @Test
  void bindsAnExistingServiceAccount() {
    Manifests manifests = rendered("serviceAccount.create=false,serviceAccount.name=mine");
    assertThat(manifests.of("ServiceAccount")).isEmpty();
    assertThat(manifests.one("ClusterRoleBinding").at("/subjects/0/name").asText())
        .isEqualTo("mine");
    assertThat(manifests.one("Deployment").at("/spec/template/spec/serviceAccountName").asText())
        .isEqualTo("mine");
  }

  @Test
  void allowsTheDefaultServiceAccountWithoutRbac() {
    Manifests manifests = rendered("serviceAccount.create=false,rbac.create=false");
    assertThat(manifests.one("Deployment").at("/spec/template/spec/serviceAccountName").asText())
        .isEqualTo("default");
  }

  @Test
  void networkPolicyAllowsEveryNeededPort() {
    JsonNode egress =
        rendered(
                "networkPolicy.enabled=true,networkPolicy.dnsPorts={53,5353}",
                "networkPolicy.lumeniaPorts={8443},test.enabled=true")
            .one("NetworkPolicy")
            .at("/spec/egress");
    assertThat(egress.path(0).path("ports"))
        .isEqualTo(
            Manifests.read(
                "[{port: 53, protocol: UDP}, {port: 53, protocol: TCP}, {port: 5353, protocol: UDP}, {port: 5353, protocol: TCP}]"));
    assertThat(egress.path(1).path("ports").findValuesAsText("port"))
        .containsExactly("443", "6443", "8443", "8090");
  }

  /** A shell runs the command of the notes, and kubectl gets the two manifests. */
  @Test
  void commandsOfTheNotesCanBePasted() {
    String notes = helm.notes("voice-operator", "--set", URL);
    assertThat(notes).contains("\nkubectl create namespace team\n");
    String step = notes.substring(notes.indexOf("\n3. "), notes.indexOf("\n4. "));
    String pasted = step.substring(step.indexOf("\n\n"));
    Manifests applied =
        Manifests.parse(new Program("bash").run("-c", "kubectl() { cat; }\n" + pasted));
    assertThat(applied.names())
        .containsExactly("LumeniaAccount /default", "VoiceAssistant /reception");
  }

  @Test
  void notesNameTheBaseUrlsAndTheCrds() {
    assertThat(
            helm.notes(
                "voice-operator",
                "--set",
                URL,
                "--set",
                "test.enabled=true,crds.install=false,operator.namespaces={team-a}"))
        .contains(
            "Tokens are sent to https://api.example, http://voice-operator-test.ops.svc:8090 and nowhere else.",
            "\nkubectl apply --server-side -f https://github.com/lumenia/voice-operator/releases/download/v")
        .doesNotContain("kubectl create namespace");
  }

  @Test
  void crdsAreThoseOfTheRepositoryAndAreKept() throws IOException {
    Manifests manifests = rendered();
    for (JsonNode crd : manifests.of("CustomResourceDefinition")) {
      Path file = Path.of("crds", crd.at("/metadata/name").asText() + ".yaml");
      assertThat(crd.path("spec")).isEqualTo(Manifests.read(Files.readString(file)).path("spec"));
      assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText())
          .isEqualTo("keep");
    }
    assertThat(rendered("crds.install=false").of("CustomResourceDefinition")).isEmpty();
  }

  @Test
  void digestOverridesTheTag() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    JsonNode deployment = rendered("image.digest=" + digest).one("Deployment");
    assertThat(container(deployment).path("image").asText())
        .isEqualTo("ghcr.io/lumenia/voice-operator@" + digest);
  }

  @Test
  void recreatesASingleReplicaWithoutLeaderElection() {
    Manifests manifests = rendered("operator.leaderElection=false,replicaCount=1");
    assertThat(manifests.one("Deployment").at("/spec/strategy"))
        .isEqualTo(Manifests.read("{type: Recreate}"));
    assertThat(arguments(manifests.one("Deployment"))).contains("--no-leader-election");
    assertThat(manifests.of("Role")).isEmpty();
    assertThat(manifests.of("PodDisruptionBudget")).isEmpty();
  }

  @Test
  void testAssistantIsInAWatchedNamespaceAndNoOperatorSelectorMatchesItsPod() {
    Manifests manifests = renderedFrom("namespaces.yaml");
    assertThat(manifests.tests().names())
        .hasSize(8)
        .contains("VoiceAssistant team-a/voice-operator-test", "Pod ops/voice-operator-test");
    assertThat(manifests.tests().one("RoleBinding").at("/subjects/0/namespace").asText())
        .isEqualTo(manifests.tests().one("ServiceAccount").at("/metadata/namespace").asText());
    JsonNode pod = manifests.tests().one("Pod");
    JsonNode simulator = manifests.tests().one("Service");
    assertThat(isSelected(pod, simulator.at("/spec/selector"))).isTrue();
    assertThat(isSelected(pod, manifests.one("Deployment").at("/spec/selector/matchLabels")))
        .isFalse();
    assertThat(isSelected(pod, manifests.installed().one("Service").at("/spec/selector")))
        .isFalse();
    assertThat(rendered().tests().all()).isEmpty();
  }

  @Test
  void testPodHasTheSchedulingAndSecurityOfTheOperator() {
    Manifests manifests = renderedFrom("everything.yaml");
    JsonNode pod = manifests.tests().one("Pod");
    JsonNode operators = manifests.one("Deployment").at("/spec/template");
    assertThat(pod.at("/metadata/annotations/pod")).isEqualTo(Manifests.read("\"yes\""));
    for (String part :
        List.of(
            "affinity", "priorityClassName", "nodeSelector", "tolerations", "securityContext")) {
      assertThat(operators.path("spec").has(part)).as(part).isTrue();
      assertThat(pod.path("spec").path(part)).as(part).isEqualTo(operators.path("spec").path(part));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicaCount=2                                  | operator.defaultBaseUrl is missing: set it to the base URL of the Lumenia API
          operator.defaultBaseUrl=http://api.example      | http://api.example would send tokens unencrypted: use https, or set operator.allowInsecureHttp=true
          operator.defaultBaseUrl=ftp://api.example       | at '/operator/defaultBaseUrl': 'ftp://api.example' does not match pattern
          operator.leaderElection=false                   | replicaCount is 2, and without leader election all replicas would write at once
          operator.defaultBaseURL=https://api.example     | at '/operator': additional properties 'defaultBaseURL' not allowed
          replicas=3                                      | at '': additional properties 'replicas' not allowed
          image.name=mine                                 | at '/image': additional properties 'name' not allowed
          operator.httpPort=http                          | at '/operator/httpPort': got string, want integer
          operator.httpPort=0                             | at '/operator/httpPort': minimum: got 0, want 1
          operator.resyncInterval=9s                      | at '/operator/resyncInterval': '9s' does not match pattern
          operator.resyncInterval=90                      | at '/operator/resyncInterval': got number, want string
          operator.maxRequestsPerMinute=0                 | at '/operator/maxRequestsPerMinute': minimum: got 0, want 1
          operator.maxConcurrentRequests=10001            | at '/operator/maxConcurrentRequests': maximum: got 10,001, want 10,000
          operator.namespaces=team                        | at '/operator/namespaces': got string, want array
          operator.logFormat=xml                          | at '/operator/logFormat': value must be one of 'json', 'text'
          image.digest=sha256:0                           | at '/image/digest': 'sha256:0' does not match pattern
          operator.defaultBaseUrl=https://api:65536       | at '/operator/defaultBaseUrl': 'https://api:65536' does not match pattern
          operator.allowedBaseUrls={https://api:65536}    | at '/operator/allowedBaseUrls/0': 'https://api:65536' does not match pattern
          operator.httpHost=127.0.0.1                     | operator.httpHost is 127.0.0.1, which the kubelet's probes can't reach
          operator.httpHost=::1                           | operator.httpHost is ::1, which the kubelet's probes can't reach
          serviceAccount.create=false                     | serviceAccount.name is missing
          podDisruptionBudget.maxUnavailable=0            | at '/podDisruptionBudget/maxUnavailable': minimum: got 0, want 1
          """)
  void refusesInvalidValues(String value, String message) {
    List<String> options =
        Stream.of(URL, value)
            .filter(one -> !value.startsWith("replicaCount") || !one.equals(URL))
            .flatMap(one -> Stream.of("--set", one))
            .toList();
    assertThatExceptionOfType(Program.Failed.class)
        .isThrownBy(() -> helm.template("voice-operator", options.toArray(String[]::new)))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "90s, true",
    "5m, true",
    "1h30m, true",
    "10s, true",
    "2h5s, true",
    "99999s, true",
    "100000s, false",
    "5, false",
    "1d, false"
  })
  void allowsTheResyncIntervalsOfTheOperator(String interval, boolean allowed) {
    assertThat(renders("operator.resyncInterval=" + interval)).isEqualTo(allowed);
  }

  /** Renders with a base URL and additional values in the syntax of {@code --set}. */
  private Manifests rendered(String... values) {
    return helm.template(
        "voice-operator",
        Stream.concat(Stream.of(URL), Stream.of(values))
            .flatMap(value -> Stream.of("--set", value))
            .toArray(String[]::new));
  }

  private Manifests renderedFrom(String file) {
    return helm.template("voice-operator", "--values", VALUES.resolve(file).toString());
  }

  private boolean renders(String value) {
    try {
      helm.template("voice-operator", "--set", URL, "--set-string", value);
      return true;
    } catch (Program.Failed _) {
      return false;
    }
  }

  private static JsonNode rules(String name) throws IOException {
    return Manifests.read(Files.readString(CHART.resolve("files/rbac/%s.yaml".formatted(name))));
  }

  private static JsonNode container(JsonNode deployment) {
    return deployment.at("/spec/template/spec/containers/0");
  }

  private static List<String> arguments(JsonNode deployment) {
    return container(deployment).path("args").valueStream().map(JsonNode::asText).toList();
  }

  private static boolean isSelected(JsonNode pod, JsonNode selector) {
    return selector
        .propertyStream()
        .allMatch(
            label -> label.getValue().equals(pod.at("/metadata/labels").path(label.getKey())));
  }
}
