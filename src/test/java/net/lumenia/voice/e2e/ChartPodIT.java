package net.lumenia.voice.e2e;

import static net.lumenia.voice.e2e.RenderedChart.arguments;
import static net.lumenia.voice.e2e.RenderedChart.container;
import static net.lumenia.voice.e2e.RenderedChart.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of the chart for the image, the pods and the Deployment. */
class ChartPodIT {

  private static final String ARCHITECTURES =
      "{key: kubernetes.io/arch, operator: In, values: [amd64, arm64]}";

  private final Manifests everything = RenderedChart.from("everything.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image.tag=v1                                                                    | ghcr.io/lumenia/voice-operator:v1
          image.tag=v1,image.registry=mirror.example                                      | mirror.example/lumenia/voice-operator:v1
          image.tag=v1,image.registry=mirror.example:5000/hub                             | mirror.example:5000/hub/lumenia/voice-operator:v1
          image.tag=v1,global.imageRegistry=global.example                                | global.example/lumenia/voice-operator:v1
          image.tag=v1,global.imageRegistry=global.example,image.registry=mirror.example  | mirror.example/lumenia/voice-operator:v1
          image.tag=v1,image.registry=mirror.example,image.repository=team/voice          | mirror.example/team/voice:v1
          image.tag=v1,image.registry=mirror.example,image.repository=localhost/voice     | mirror.example/voice:v1
          image.tag=v1,image.repository=registry.local:5000/voice                         | registry.local:5000/voice:v1
          """)
  void registryReplacesThatOfTheRepository(String values, String image) {
    Manifests manifests = RenderedChart.with(values, "test.enabled=true");
    assertThat(container(manifests).path("image").asText()).isEqualTo(image);
    assertThat(manifests.one("Pod").at("/spec/containers/0/image").asText()).isEqualTo(image);
  }

  @Test
  void pullSecretsOfTheUmbrellaChartAreAddedOnce() {
    JsonNode expected = Manifests.read("[{name: registry}, {name: shared}]");
    assertThat(pod(everything).path("imagePullSecrets")).isEqualTo(expected);
    assertThat(everything.one("Pod").at("/spec/imagePullSecrets")).isEqualTo(expected);
    assertThat(pod(RenderedChart.with()).has("imagePullSecrets")).isFalse();
  }

  @Test
  void runsOnNodesThatTheImageIsFor() {
    JsonNode byDefault = pod(RenderedChart.with());
    assertThat(byDefault.path("nodeSelector"))
        .isEqualTo(Manifests.read("{kubernetes.io/os: linux}"));
    assertThat(terms(byDefault))
        .isEqualTo(Manifests.read("[{matchExpressions: [%s]}]".formatted(ARCHITECTURES)));
    assertThat(pod(RenderedChart.with("image.architectures=null")).has("affinity")).isFalse();
  }

  /** Alternatives are joined by "or", so each must require an architecture. */
  @Test
  void architecturesNarrowEveryAlternativeOfTheAffinity() {
    assertThat(terms(pod(everything)))
        .isEqualTo(
            Manifests.read(
                """
                - matchExpressions: [{key: zone, operator: In, values: [a]}, %1$s]
                - matchExpressions: [%1$s]
                  matchFields: [{key: metadata.name, operator: In, values: [node]}]
                """
                    .formatted(ARCHITECTURES)));
  }

  @ParameterizedTest
  @CsvSource({
    "auto,     security.openshift.io/v1, false",
    "auto,     example.com/v1,           true",
    "force,    example.com/v1,           false",
    "disabled, security.openshift.io/v1, true"
  })
  void openShiftAssignsTheUser(String mode, String api, boolean fixed) {
    Manifests manifests =
        RenderedChart.onClusterWith(
            api,
            "adaptSecurityContext=" + mode,
            "podSecurityContext.fsGroup=7,securityContext.runAsUser=7,test.enabled=true");
    for (JsonNode pod : List.of(pod(manifests), manifests.one("Pod").path("spec"))) {
      JsonNode context = pod.path("securityContext");
      assertThat(context.has("runAsUser")).isEqualTo(fixed);
      assertThat(context.has("runAsGroup")).isEqualTo(fixed);
      assertThat(context.has("fsGroup")).isEqualTo(fixed);
      assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
      assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
      assertThat(pod.at("/containers/0/securityContext").has("runAsUser")).isEqualTo(fixed);
    }
  }

  /** The files are those of the image's entry point, see {@code ImageIT}. */
  @Test
  void optionsOfTheJvmStandBetweenThoseOfTheImageAndTheProgram() {
    assertThat(container(RenderedChart.with()).has("command")).isFalse();
    assertThat(container(everything).path("command"))
        .isEqualTo(
            Manifests.read(
                """
                - /opt/java/bin/java
                - '@/opt/voice-operator/java.args'
                - -XX:MaxRAMPercentage=40
                - -Dkey=$(POD_NAME)
                - '@/opt/voice-operator/main.args'
                """));
    assertThat(arguments(everything).getFirst()).isEqualTo("run");
  }

  @Test
  void podHasWhatTheValuesSay() {
    JsonNode pod = pod(everything);
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.path("hostAliases"))
        .isEqualTo(Manifests.read("[{ip: 192.0.2.7, hostnames: [api.example]}]"));
    assertThat(pod.path("dnsPolicy").asText()).isEqualTo("None");
    assertThat(pod.at("/dnsConfig/nameservers/0").asText()).isEqualTo("192.0.2.53");
    assertThat(pod.path("hostUsers").asBoolean(true)).isFalse();
    assertThat(pod.path("initContainers").findValuesAsText("name")).containsExactly("first");
    assertThat(pod.at("/containers/1/name").asText()).isEqualTo("second");
    assertThat(pod.path("schedulerName").asText()).isEqualTo("default-scheduler");
    assertThat(pod.path("setHostnameAsFQDN").asBoolean()).isTrue();
    assertThat(pod(RenderedChart.with("runtimeClassName=gvisor")).path("runtimeClassName").asText())
        .isEqualTo("gvisor");
    assertThat(pod(RenderedChart.with()).path("automountServiceAccountToken").asBoolean()).isTrue();
  }

  /** A field that the chart sets would be in the manifest twice. */
  @Test
  void podSpecExtraHasOnlyFieldsWithoutAValue() throws IOException {
    var fields = new ArrayList<String>();
    pod(everything).fieldNames().forEachRemaining(fields::add);
    fields.removeAll(List.of("schedulerName", "setHostnameAsFQDN"));
    fields.add("runtimeClassName");
    JsonNode refused =
        Manifests.read(Files.readString(Helm.CHART.resolve("values.schema.json")))
            .at("/properties/podSpecExtra/propertyNames/not/enum");
    assertThat(refused.valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void deploymentHasWhatTheValuesSay() {
    JsonNode deployment = everything.one("Deployment");
    assertThat(deployment.at("/metadata/labels/deployment").asText()).isEqualTo("yes");
    assertThat(deployment.at("/metadata/annotations/deployment").asText()).isEqualTo("yes");
    assertThat(deployment.at("/spec/strategy"))
        .isEqualTo(
            Manifests.read(
                "{type: RollingUpdate, rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}"));
    assertThat(deployment.at("/spec/revisionHistoryLimit").asInt()).isEqualTo(3);
    assertThat(
            RenderedChart.with()
                .one("Deployment")
                .at("/spec/template/metadata/labels")
                .has("deployment"))
        .isFalse();
  }

  @Test
  void otherObjectsHaveWhatTheValuesSay() {
    JsonNode service = everything.installed().one("Service");
    assertThat(service.at("/spec/ipFamilyPolicy").asText()).isEqualTo("SingleStack");
    assertThat(service.at("/spec/ipFamilies")).isEqualTo(Manifests.read("[IPv4]"));

    JsonNode account = everything.installed().one("ServiceAccount");
    assertThat(account.at("/metadata/labels/account").asText()).isEqualTo("yes");
    assertThat(account.path("automountServiceAccountToken").asBoolean(true)).isFalse();

    JsonNode budget = everything.one("PodDisruptionBudget").path("spec");
    assertThat(budget.path("minAvailable").asText()).isEqualTo("50%");
    assertThat(budget.has("maxUnavailable")).isFalse();
    assertThat(budget.path("unhealthyPodEvictionPolicy").asText()).isEqualTo("IfHealthyBudget");
    JsonNode byDefault = RenderedChart.with().one("PodDisruptionBudget").path("spec");
    assertThat(byDefault.path("maxUnavailable").asInt()).isEqualTo(1);
    assertThat(byDefault.path("unhealthyPodEvictionPolicy").asText()).isEqualTo("AlwaysAllow");

    JsonNode monitor = everything.one("ServiceMonitor").path("spec");
    assertThat(monitor.at("/endpoints/0"))
        .isEqualTo(
            Manifests.read(
                """
                port: http
                path: /custom
                scheme: https
                honorLabels: true
                interval: 30s
                scrapeTimeout: 10s
                relabelings: [{action: labeldrop, regex: pod}]
                metricRelabelings: [{action: drop, sourceLabels: [__name__], regex: jvm_.*}]
                """));
    assertThat(monitor.path("targetLabels")).isEqualTo(Manifests.read("[team]"));
    assertThat(monitor.at("/namespaceSelector/matchNames/0").asText()).isEqualTo("ops");

    assertThat(everything.of("CustomResourceDefinition"))
        .hasSize(3)
        .allSatisfy(
            crd -> {
              assertThat(crd.at("/metadata/annotations/example.com~1crd").asText())
                  .isEqualTo("yes");
              assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                  .isEqualTo("keep");
            });
  }

  private static JsonNode terms(JsonNode pod) {
    return pod.at(
        "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms");
  }
}
