package net.lumenia.voice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the chart renders for the release {@code voice-operator} in the namespace {@code ops}. */
final class RenderedChart {

  static final String URL = "operator.defaultBaseUrl=https://api.example";

  /** The values files of tests. */
  static final Path VALUES = Path.of("src/test/resources/net/lumenia/voice/e2e");

  static final Helm HELM = new Helm(Optional.empty(), "ops");

  private RenderedChart() {}

  /** Renders with a base URL and additional values in the syntax of {@code --set}. */
  static Manifests with(String... values) {
    return HELM.template(
        "voice-operator",
        Stream.concat(Stream.of(URL), Stream.of(values))
            .flatMap(value -> Stream.of("--set", value))
            .toArray(String[]::new));
  }

  /** Renders with a values file. */
  static Manifests from(String file) {
    return HELM.template("voice-operator", "--values", VALUES.resolve(file).toString());
  }

  /** Renders for a cluster that has an API group, such as {@code route.openshift.io/v1}. */
  static Manifests onClusterWith(String api, String... values) {
    return HELM.template(
        "voice-operator",
        Stream.concat(
                Stream.of("--api-versions", api),
                Stream.concat(Stream.of(URL), Stream.of(values))
                    .flatMap(value -> Stream.of("--set", value)))
            .toArray(String[]::new));
  }

  static JsonNode pod(Manifests manifests) {
    return manifests.one("Deployment").at("/spec/template/spec");
  }

  static JsonNode container(Manifests manifests) {
    return pod(manifests).at("/containers/0");
  }

  static List<String> arguments(Manifests manifests) {
    return container(manifests).path("args").valueStream().map(JsonNode::asText).toList();
  }
}
