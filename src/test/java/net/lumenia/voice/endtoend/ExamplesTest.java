package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in {@code examples/}, the API server accepts and the operator can act on. */
@WithControlPlane
class ExamplesTest {

  /** Kinds of GitOps tools, which this API server does not serve: these are only read. */
  private static final Set<String> NOT_SERVED =
      Set.of(
          "argoproj.io/v1alpha1",
          "external-secrets.io/v1",
          "kustomize.config.k8s.io/v1beta1",
          "kustomize.toolkit.fluxcd.io/v1",
          "source.toolkit.fluxcd.io/v1");

  /** Configurations of tools, which are no objects of an API server. */
  private static final Set<String> NOT_MANIFESTS =
      Set.of(
          "kustomizeconfig.yaml",
          "custom-resource-state.yaml",
          "github-actions.yaml",
          "gitlab-ci.yaml");

  private static final Pattern SEPARATOR = Pattern.compile("^---\n", Pattern.MULTILINE);

  private final KubernetesClient client;

  ExamplesTest(KubernetesClient client) {
    this.client = client;
    InstalledCrds.in(client);
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("examples"))) {
      return all.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !NOT_MANIFESTS.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAcceptedAndCanBeActedOn(Path file) throws IOException {
    for (String document : SEPARATOR.splitAsStream(Files.readString(file)).toList()) {
      var resource = read(document, GenericKubernetesResource.class);
      if (!NOT_SERVED.contains(resource.getApiVersion())) {
        client
            .resource(resource)
            .fieldValidation(Validation.STRICT)
            .forceConflicts()
            .serverSideApply();
      }
      if (resource.getKind().equals("VoiceAssistant")) {
        assertThat(SpecReader.read(read(document, VoiceAssistant.class).decodeSpec()))
            .isInstanceOf(SpecReading.Usable.class);
      }
    }
  }

  private <T> T read(String document, Class<T> type) {
    return client.getKubernetesSerialization().unmarshal(document, type);
  }
}
