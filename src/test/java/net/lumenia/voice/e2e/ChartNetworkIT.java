package net.lumenia.voice.e2e;

import static net.lumenia.voice.e2e.RenderedChart.arguments;
import static net.lumenia.voice.e2e.RenderedChart.container;
import static net.lumenia.voice.e2e.RenderedChart.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The values of the chart for proxies and private CAs. */
class ChartNetworkIT {

  private static final String CLUSTER = "$(KUBERNETES_SERVICE_HOST),.svc,.cluster.local";

  @Test
  void proxiesAreVariablesAndLeaveTheClusterOut() {
    assertThat(container(RenderedChart.with()).has("env")).isFalse();
    Manifests manifests =
        RenderedChart.with("proxy.https=http://proxy.example:3128,proxy.http=proxy.example:8080");
    assertThat(variable(manifests, "HTTPS_PROXY")).isEqualTo("http://proxy.example:3128");
    assertThat(variable(manifests, "HTTP_PROXY")).isEqualTo("proxy.example:8080");
    assertThat(variable(manifests, "NO_PROXY")).isEqualTo(CLUSTER);
    assertThat(variable(RenderedChart.from("everything.yaml"), "NO_PROXY"))
        .isEqualTo(CLUSTER + ",.corp.example,192.0.2.0/24");
  }

  /** Its password does not belong into values. */
  @Test
  void proxyFromASecretLeavesTheClusterOutToo() {
    Manifests manifests =
        RenderedChart.with(
            "proxy.https=http://unused.example",
            "extraEnv[0].name=https_proxy,extraEnv[0].valueFrom.secretKeyRef.name=proxy");
    assertThat(variable(manifests, "https_proxy")).isEmpty();
    assertThat(variable(manifests, "NO_PROXY")).isEqualTo(CLUSTER);
    assertThat(container(manifests).path("env")).hasSize(2);
  }

  /** The API server refuses a variable that is there twice when it is applied server-side. */
  @Test
  void variableOfExtraEnvReplacesThatOfTheProxy() {
    Manifests manifests =
        RenderedChart.with(
            "proxy.https=http://proxy.example:3128,proxy.noProxy=.corp.example",
            "extraEnv[0].name=NO_PROXY,extraEnv[0].value=everything.example");
    assertThat(container(manifests).path("env").findValuesAsText("name"))
        .containsExactly("HTTPS_PROXY", "NO_PROXY");
    assertThat(variable(manifests, "NO_PROXY")).isEqualTo("everything.example");
  }

  @Test
  void networkPolicyAllowsTheProxies() {
    assertThat(
            RenderedChart.with(
                    "networkPolicy.enabled=true",
                    "proxy.http=proxy.example,proxy.https=http://[2001:db8::1]/")
                .one("NetworkPolicy")
                .at("/spec/egress/1/ports")
                .findValuesAsText("port"))
        .containsExactly("443", "6443", "80");
  }

  /** Without subPath, because the kubelet does not update such mounts. */
  @Test
  void certificatesAreMountedAndPassed() {
    Manifests manifests = RenderedChart.with("caBundle.configMap.name=trusted");
    assertThat(pod(manifests).path("volumes"))
        .isEqualTo(
            Manifests.read(
                "[{name: ca-bundle, configMap: {name: trusted, items: [{key: ca.crt, path: ca.crt}]}}]"));
    assertThat(container(manifests).path("volumeMounts"))
        .isEqualTo(
            Manifests.read(
                "[{name: ca-bundle, mountPath: /etc/voice-operator/ca, readOnly: true}]"));
    assertThat(arguments(manifests)).contains("--ca-file=/etc/voice-operator/ca/ca.crt");
    assertThat(arguments(RenderedChart.with())).noneMatch(one -> one.startsWith("--ca-file"));

    JsonNode volumes = pod(RenderedChart.from("everything.yaml")).path("volumes");
    assertThat(volumes.path(0).path("secret"))
        .isEqualTo(
            Manifests.read("{secretName: private-ca, items: [{key: tls.crt, path: ca.crt}]}"));
    assertThat(volumes.findValuesAsText("name")).contains("ca-bundle", "trust");
  }

  /** The Lifecycle Manager sets the cluster's proxies only where no variable overrides them. */
  @Test
  void bundleLeavesProxiesToTheLifecycleManager() throws IOException {
    JsonNode deployment =
        Manifests.read(
                Files.readString(
                    OlmBundle.DIRECTORY.resolve(
                        "manifests/voice-operator.clusterserviceversion.yaml")))
            .at("/spec/install/spec/deployments/0");
    assertThat(deployment.at("/spec/template/spec/containers/0/env").findValuesAsText("name"))
        .hasSizeGreaterThan(5)
        .noneMatch(name -> name.endsWith("_PROXY") || name.endsWith("_proxy"));
    assertThat(deployment.at("/spec/template/spec/containers/0/args"))
        .isEqualTo(Manifests.read("[run]"));
  }

  private static String variable(Manifests manifests, String name) {
    return container(manifests)
        .path("env")
        .valueStream()
        .filter(variable -> variable.path("name").asText().equals(name))
        .map(variable -> variable.path("value").asText())
        .reduce(
            (_, _) -> {
              throw new AssertionError(name + " is there twice");
            })
        .orElseThrow(() -> new AssertionError("there is no " + name));
  }
}
