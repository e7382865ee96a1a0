package net.lumenia.voice.e2e;

import static net.lumenia.voice.e2e.Helm.CHART;
import static net.lumenia.voice.e2e.RenderedChart.HELM;
import static net.lumenia.voice.e2e.RenderedChart.URL;
import static net.lumenia.voice.e2e.RenderedChart.VALUES;
import static net.lumenia.voice.e2e.RenderedChart.arguments;
import static net.lumenia.voice.e2e.RenderedChart.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.operator.VoiceOperatorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The manifests that the chart renders with different values, and the values that it refuses. */
class ChartIT {

  static final List<Path> EVERY_VALUES_FILE =
      List.of(
          VALUES.resolve("smallest.yaml"),
          VALUES.resolve("everything.yaml"),
          VALUES.resolve("namespaces.yaml"));

  private static final String MUTATING_POLICIES =
      "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy";

  private static final List<String> BY_DEFAULT =
      List.of(
          "ClusterRole /voice-operator",
          "ClusterRole /voice-operator-edit",
          "ClusterRole /voice-operator-view",
          "ClusterRoleBinding /voice-operator",
          "CustomResourceDefinition /lumeniaaccounts.voice.lumenia.net",
          "CustomResourceDefinition /voiceassistants.voice.lumenia.net",
          "CustomResourceDefinition /voicecatalogs.voice.lumenia.net",
          "Deployment ops/voice-operator",
          "PodDisruptionBudget ops/voice-operator",
          "Role ops/voice-operator-leader-election",
          "RoleBinding ops/voice-operator-leader-election",
          "Service ops/voice-operator",
          "ServiceAccount ops/voice-operator");

  @ParameterizedTest
  @FieldSource("EVERY_VALUES_FILE")
  void passesStrictLint(Path values) {
    assertThat(HELM.lint(CHART, "--strict", "--values", values.toString()))
        .contains("0 chart(s) failed")
        .doesNotContain("[WARNING]", "[ERROR]");
  }

  @Test
  void rendersWithDefaultsAndOnlyABaseUrl() throws IOException {
    Manifests manifests = RenderedChart.with();
    assertThat(manifests.names()).isEqualTo(BY_DEFAULT);
    JsonNode deployment = manifests.one("Deployment");
    assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(arguments(manifests))
        .containsExactly(
            "run",
            "--default-base-url=https://api.example",
            "--resync-interval=5m",
            "--max-requests-per-minute=60000",
            "--max-concurrent-requests=128",
            "--http-port=8080",
            "--leader-election",
            "--leader-election-lease-duration=15s",
            "--leader-election-renew-deadline=10s",
            "--leader-election-retry-period=2s",
            "--log-format=json",
            "--log-level=info");
    assertThat(container(manifests).path("image").asText())
        .isEqualTo(
            "ghcr.io/lumenia/voice-operator:"
                + Manifests.read(Files.readString(CHART.resolve("Chart.yaml")))
                    .path("appVersion")
                    .asText());
    assertThat(deployment.at("/spec/template/spec").has("volumes")).isFalse();
  }

  @Test
  void podsAreRestrictedAndRollWithoutDowntime() {
    Manifests manifests = RenderedChart.with();
    JsonNode deployment = manifests.one("Deployment");
    assertThat(deployment.at("/spec/strategy"))
        .isEqualTo(
            Manifests.read(
                "{type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}"));
    JsonNode pod = deployment.at("/spec/template/spec");
    assertThat(pod.path("securityContext"))
        .isEqualTo(
            Manifests.read(
                "{runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: {type: RuntimeDefault}}"));
    assertThat(container(manifests).path("securityContext"))
        .isEqualTo(
            Manifests.read(
                "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}"));
    assertThat(container(manifests).at("/resources/limits"))
        .isEqualTo(Manifests.read("{memory: 256Mi}"));
    assertThat(pod.path("terminationGracePeriodSeconds").asInt())
        .isGreaterThan((int) VoiceOperatorService.GRACE_PERIOD.toSeconds());
    assertThat(container(manifests).at("/startupProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(container(manifests).at("/readinessProbe/httpGet/path").asText())
        .isEqualTo("/readyz");
    assertThat(container(manifests).at("/livenessProbe/httpGet/path").asText())
        .isEqualTo("/healthz");
  }

  /** A Service in a namespace named like a top-level domain must not answer for external names. */
  @Test
  void resolvesNamesAsAbsoluteBeforeTheSearchDomains() {
    assertThat(RenderedChart.with().one("Deployment").at("/spec/template/spec/dnsConfig"))
        .isEqualTo(Manifests.read("{options: [{name: ndots, value: '1'}]}"));
    assertThat(
            RenderedChart.with("dnsConfig.options=null")
                .one("Deployment")
                .at("/spec/template/spec/dnsConfig"))
        .isEmpty();
  }

  /** {@code PermissionsTest} runs the operator with exactly these rules. */
  @Test
  void rolesHaveTheTestedRules() throws IOException {
    Manifests manifests = RenderedChart.with();
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

  /** {@code CatalogPolicyTest} and {@code ApprovalPolicyTest} apply exactly these policies. */
  @Test
  void policiesAreInstalledByChoice() throws IOException {
    Manifests manifests =
        RenderedChart.onClusterWith(
            MUTATING_POLICIES,
            "admission.catalog=Warn",
            "admission.approval=OtherApprover",
            "operator.namespaces={a,b}");
    assertThat(
            manifests.of("ValidatingAdmissionPolicy").stream()
                .map(policy -> policy.at("/metadata/name").asText()))
        .containsExactlyInAnyOrder(
            "catalog.voice.lumenia.net",
            "approver.voice.lumenia.net",
            "other-approver.voice.lumenia.net");
    assertThat(manifests.one("MutatingAdmissionPolicy").path("spec"))
        .isEqualTo(
            Manifests.parse(Files.readString(CHART.resolve("files/admission/stamp.yaml")))
                .one("MutatingAdmissionPolicy")
                .path("spec"));
    assertThat(manifests.of("ValidatingAdmissionPolicyBinding"))
        .hasSize(3)
        .allSatisfy(
            binding ->
                assertThat(
                        binding
                            .at("/spec/matchResources/namespaceSelector/matchExpressions/0/values")
                            .toString())
                    .isEqualTo("[\"a\",\"b\"]"))
        .anySatisfy(
            binding ->
                assertThat(binding.at("/spec/validationActions/0").asText()).isEqualTo("Warn"));
    assertThat(manifests.names()).contains("ClusterRole /voice-operator-approver");
  }

  /** Before Kubernetes 1.36, approvers are not recorded. */
  @Test
  void approversNeedTheVerbOnOlderClusters() {
    assertThat(RenderedChart.with("admission.approval=Approver").names())
        .contains(
            "ValidatingAdmissionPolicy /approver.voice.lumenia.net",
            "ValidatingAdmissionPolicyBinding /approver.voice.lumenia.net")
        .noneMatch(name -> name.startsWith("MutatingAdmissionPolicy"));
  }

  @Test
  void namespacesGetRolesInsteadOfAClusterRole() throws IOException {
    Manifests manifests = RenderedChart.with("operator.namespaces={a,b}");
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
    assertThat(arguments(manifests)).contains("--namespaces=a,b");
  }

  /** The operator computes the same name: SliceTest. */
  @Test
  void selectorHasALeaseOfItsOwn() {
    Manifests manifests = RenderedChart.with("operator.selector=slice=a");
    assertThat(arguments(manifests)).contains("--selector=slice=a");
    assertThat(manifests.one("Role").toString())
        .contains("\"resourceNames\":[\"voice-operator-9ab61b5190\"]");
  }

  @Test
  void shardsAreNamedLikeTheirPods() throws IOException {
    Manifests manifests =
        RenderedChart.with("operator.shardName=$(POD_NAME),operator.namespaces={a}");
    assertThat(arguments(manifests))
        .contains("--shard-name=$(POD_NAME)", "--controller-ring=voice-operator");
    assertThat(container(manifests).at("/env/0").toString())
        .isEqualTo(
            "{\"name\":\"POD_NAME\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name\"}}}");
    assertThat(manifests.of("Role"))
        .extracting(role -> role.path("rules"))
        .anySatisfy(rules -> assertThat(rules).containsAll(rules("shard")))
        .contains(rules("shard-lease"));
  }

  @Test
  void rendersEveryOptionalObject() {
    Manifests manifests = RenderedChart.from("everything.yaml");
    assertThat(manifests.installed().names())
        .containsAll(BY_DEFAULT)
        .contains(
            "NetworkPolicy ops/voice-operator",
            "ServiceMonitor monitoring/voice-operator",
            "PrometheusRule monitoring/voice-operator",
            "ConfigMap monitoring/voice-operator-dashboard",
            "ConfigMap ops/voice-operator-extra",
            "ConfigMap ops/text")
        .hasSize(BY_DEFAULT.size() + 6);
    assertThat(manifests.all())
        .allSatisfy(
            manifest -> {
              assertThat(manifest.at("/metadata/labels/team").asText()).isEqualTo("platform");
              assertThat(manifest.at("/metadata/annotations/contact").asText()).isEqualTo("ops");
            });
    assertThat(arguments(manifests))
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
            "--leader-election-lease-duration=1m",
            "--leader-election-renew-deadline=40s",
            "--leader-election-retry-period=2500ms",
            "--log-format=text",
            "--log-level=debug",
            "--ca-file=/etc/voice-operator/ca/ca.crt",
            "--allowed-base-url=https://extra.example");
    assertThat(manifests.one("NetworkPolicy").at("/spec/egress/1/ports").findValuesAsText("port"))
        .containsExactly("443", "6443", "8443", "8090", "3128", "8444");
    assertThat(manifests.one("PrometheusRule").at("/spec/groups")).isNotEmpty();
    assertThat(
            manifests
                .named("ConfigMap", "voice-operator-dashboard")
                .at("/data/voice-operator.json")
                .asText())
        .contains("\"panels\"");
    assertThat(manifests.named("ConfigMap", "voice-operator-extra").at("/data/replicas").asText())
        .isEqualTo("3");
  }

  @Test
  void bindsAnExistingServiceAccount() {
    Manifests manifests =
        RenderedChart.with("serviceAccount.create=false,serviceAccount.name=mine");
    assertThat(manifests.of("ServiceAccount")).isEmpty();
    assertThat(manifests.one("ClusterRoleBinding").at("/subjects/0/name").asText())
        .isEqualTo("mine");
    assertThat(manifests.one("Deployment").at("/spec/template/spec/serviceAccountName").asText())
        .isEqualTo("mine");
  }

  @Test
  void allowsTheDefaultServiceAccountWithoutRbac() {
    Manifests manifests = RenderedChart.with("serviceAccount.create=false,rbac.create=false");
    assertThat(manifests.one("Deployment").at("/spec/template/spec/serviceAccountName").asText())
        .isEqualTo("default");
  }

  @Test
  void networkPolicyAllowsEveryNeededPort() {
    JsonNode egress =
        RenderedChart.with(
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
    String notes = HELM.notes("voice-operator", "--set", URL);
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
            HELM.notes(
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
    Manifests manifests = RenderedChart.with();
    for (JsonNode crd : manifests.of("CustomResourceDefinition")) {
      Path file = Path.of("crds", crd.at("/metadata/name").asText() + ".yaml");
      assertThat(crd.path("spec")).isEqualTo(Manifests.read(Files.readString(file)).path("spec"));
      assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText())
          .isEqualTo("keep");
    }
    assertThat(RenderedChart.with("crds.install=false").of("CustomResourceDefinition")).isEmpty();
  }

  @Test
  void digestOverridesTheTag() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    assertThat(container(RenderedChart.with("image.digest=" + digest)).path("image").asText())
        .isEqualTo("ghcr.io/lumenia/voice-operator@" + digest);
  }

  @Test
  void recreatesASingleReplicaWithoutLeaderElection() {
    Manifests manifests = RenderedChart.with("operator.leaderElection=false,replicaCount=1");
    assertThat(manifests.one("Deployment").at("/spec/strategy"))
        .isEqualTo(Manifests.read("{type: Recreate}"));
    assertThat(arguments(manifests)).contains("--no-leader-election");
    assertThat(manifests.of("Role")).isEmpty();
    assertThat(manifests.of("PodDisruptionBudget")).isEmpty();
  }

  @Test
  void testAssistantIsInAWatchedNamespaceAndNoOperatorSelectorMatchesItsPod() {
    Manifests manifests = RenderedChart.from("namespaces.yaml");
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
    assertThat(RenderedChart.with().tests().all()).isEmpty();
  }

  @Test
  void testPodHasTheSchedulingAndSecurityOfTheOperator() {
    Manifests manifests = RenderedChart.from("everything.yaml");
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
          admission.approval=OtherApprover                | this cluster has no MutatingAdmissionPolicy to record who changed a spec
          admission.catalog=Off                           | at '/admission/catalog': value must be one of 'None', 'Warn', 'Deny'
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
          enabled=false                                   | enabled is false, but the chart is installed: the dependency in Chart.yaml needs `condition: voice-operator.enabled`
          operator.logLevel=loud                          | at '/operator/logLevel': value must be one of 'error', 'warn', 'info', 'debug', 'trace'
          operator.leaderElectionLeaseDuration=15         | at '/operator/leaderElectionLeaseDuration': got number, want string
          operator.leaderElectionLeaseDuration=2s         | operator.leaderElectionLeaseDuration is 2s: it must be whole seconds from 3s to 1h
          operator.leaderElectionLeaseDuration=1h1s       | operator.leaderElectionLeaseDuration is 1h1s: it must be whole seconds from 3s to 1h
          operator.leaderElectionLeaseDuration=20s500ms   | operator.leaderElectionLeaseDuration is 20s500ms: it must be whole seconds from 3s to 1h
          operator.leaderElectionRenewDeadline=1m30s      | operator.leaderElectionRenewDeadline is 1m30s: it must be less than operator.leaderElectionLeaseDuration, which is 15s
          operator.leaderElectionRetryPeriod=2501ms       | operator.leaderElectionRetryPeriod is 2501ms: it must be between 100ms and a quarter of operator.leaderElectionRenewDeadline, which is 10s
          proxy.https=https://proxy.example               | at '/proxy/https': 'https://proxy.example' does not match pattern
          proxy.http=socks5://proxy.example               | at '/proxy/http': 'socks5://proxy.example' does not match pattern
          caBundle.configMap.name=a,caBundle.secret.name=b| caBundle has a configMap and a secret: set the name of one of them
          jvmArgs={Xmx1g}                                 | at '/jvmArgs/0': 'Xmx1g' does not match pattern
          adaptSecurityContext=yes                        | at '/adaptSecurityContext': value must be one of 'auto', 'force', 'disabled'
          operator.leaderElection=false,replicaCount=1,strategy.type=RollingUpdate | strategy would run two pods at once, and without leader election both would write
          service.ipFamilies={IPv5}                       | at '/service/ipFamilies/0': value must be one of 'IPv4', 'IPv6'
          podDisruptionBudget.minAvailable=2              | podDisruptionBudget.minAvailable is 2 with 2 replicas, so no node with a pod could be drained
          podDisruptionBudget.maxUnavailable=0            | at '/podDisruptionBudget/maxUnavailable': minimum: got 0, want 1
          """)
  void refusesInvalidValues(String value, String message) {
    List<String> options =
        Stream.of(URL, value)
            .filter(one -> !value.startsWith("replicaCount") || !one.equals(URL))
            .flatMap(one -> Stream.of("--set", one))
            .toList();
    assertThatExceptionOfType(Program.Failed.class)
        .isThrownBy(() -> HELM.template("voice-operator", options.toArray(String[]::new)))
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

  private boolean renders(String value) {
    try {
      HELM.template("voice-operator", "--set", URL, "--set-string", value);
      return true;
    } catch (Program.Failed _) {
      return false;
    }
  }

  private static JsonNode rules(String name) throws IOException {
    return Manifests.read(Files.readString(CHART.resolve("files/rbac/%s.yaml".formatted(name))));
  }

  private static boolean isSelected(JsonNode pod, JsonNode selector) {
    return selector
        .propertyStream()
        .allMatch(
            label -> label.getValue().equals(pod.at("/metadata/labels").path(label.getKey())));
  }
}
