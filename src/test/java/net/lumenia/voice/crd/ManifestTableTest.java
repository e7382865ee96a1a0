package net.lumenia.voice.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.WithControlPlane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server's answer to every manifest in {@code refused} and {@code accepted}. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestTableTest {

  private final KubernetesClient client;

  /** All cases share a namespace, because creating one takes longer than a case. */
  ManifestTableTest(KubernetesClient admin) {
    InstalledCrds.in(admin);
    client = withoutRetries(admin);
  }

  /**
   * The API server answers a manifest that cannot be applied with a 500, which must not be retried.
   */
  private static KubernetesClient withoutRetries(KubernetesClient admin) {
    return new KubernetesClientBuilder()
        .withHttpClientFactory(new OkHttpClientFactory())
        .withConfig(
            new ConfigBuilder(admin.getConfiguration()).withRequestRetryBackoffLimit(0).build())
        .build();
  }

  @AfterAll
  void closeClient() {
    client.close();
  }

  static Stream<Arguments> refused() {
    return cases("refused");
  }

  static Stream<Arguments> accepted() {
    return cases("accepted");
  }

  private static Stream<Arguments> cases(String folder) {
    return Manifest.in(folder)
        .flatMap(manifest -> manifest.verbs().map(verb -> Arguments.of(manifest, verb)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void manifestIsRejected(Manifest manifest, Verb verb) {
    assertThat(manifest.expected(verb)).isNotEmpty();
    List<String> documents = manifest.documents();
    documents
        .subList(0, documents.size() - 1)
        .forEach(document -> verb.send(client, read(manifest, verb, document)));

    assertThatThrownBy(() -> verb.send(client, read(manifest, verb, documents.getLast())))
        .isInstanceOf(KubernetesClientException.class)
        .message()
        .contains(manifest.expected(verb));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void manifestIsAcceptedAndStoredUnchanged(Manifest manifest, Verb verb) {
    for (String document : manifest.documents()) {
      GenericKubernetesResource sent = read(manifest, verb, document);
      verb.send(client, sent);

      assertThat(spec(client.resource(sent).get())).isEqualTo(withoutNulls(spec(sent)));
    }
  }

  private GenericKubernetesResource read(Manifest manifest, Verb verb, String document) {
    GenericKubernetesResource resource =
        client.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class);
    resource.getMetadata().setName(manifest.name() + "-" + verb.label());
    return resource;
  }

  private JsonNode spec(GenericKubernetesResource resource) {
    return client.getKubernetesSerialization().convertValue(resource.get("spec"), JsonNode.class);
  }

  private static JsonNode withoutNulls(JsonNode json) {
    json.properties().removeIf(property -> property.getValue().isNull());
    json.forEach(ManifestTableTest::withoutNulls);
    return json;
  }
}
