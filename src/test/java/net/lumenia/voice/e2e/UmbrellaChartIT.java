package net.lumenia.voice.e2e;

import static net.lumenia.voice.e2e.RenderedChart.HELM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart as a dependency of another one. {@code UmbrellaIT} installs it on a cluster. */
class UmbrellaChartIT {

  @TempDir private Path umbrella;

  @BeforeEach
  void write() {
    UmbrellaChart.in(umbrella);
  }

  @Test
  void globalValuesReachTheOperator() {
    Manifests manifests = rendered("global.imageRegistry=mirror.example/hub");
    assertThat(RenderedChart.container(manifests).path("image").asText())
        .startsWith("mirror.example/hub/lumenia/voice-operator:");
    assertThat(RenderedChart.pod(manifests).path("imagePullSecrets"))
        .isEqualTo(Manifests.read("[{name: unused}]"));
    assertThat(manifests.named("ConfigMap", "private-ca").at("/data/root.pem").asText())
        .isEqualTo("certificate\n");
  }

  @Test
  void everyObjectIsInTheOverriddenNamespace() {
    assertThat(rendered("voice-operator.test.enabled=true").all())
        .hasSizeGreaterThan(15)
        .filteredOn(
            one ->
                !one.path("kind").asText().startsWith("Cluster")
                    && !one.path("kind").asText().equals("CustomResourceDefinition"))
        .extracting(one -> one.at("/metadata/namespace").asText())
        .containsOnly("voice");
    assertThat(rendered().all())
        .filteredOn(one -> one.path("kind").asText().endsWith("Binding"))
        .isNotEmpty()
        .allSatisfy(
            binding -> assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("voice"));
  }

  @Test
  void conditionSwitchesItOff() {
    assertThat(rendered("voice-operator.enabled=false").names())
        .containsExactly("NetworkPolicy voice/default-deny");
  }

  @Test
  void switchWithoutAConditionIsRefused() throws IOException {
    Path chart = umbrella.resolve("Chart.yaml");
    Files.writeString(
        chart, Files.readString(chart).replace("    condition: voice-operator.enabled\n", ""));
    assertThatExceptionOfType(Program.Failed.class)
        .isThrownBy(() -> rendered("voice-operator.enabled=false"))
        .withMessageContaining(
            "the dependency in Chart.yaml needs `condition: voice-operator.enabled`");
  }

  private Manifests rendered(String... values) {
    return HELM.template(
        "platform",
        umbrella,
        Stream.concat(Stream.of("global.ca=certificate"), Stream.of(values))
            .flatMap(value -> Stream.of("--set", value))
            .toArray(String[]::new));
  }
}
