package net.lumenia.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The cluster of {@code KUBECONFIG}, and what a test creates there.
 *
 * <p>{@code E2E_LOAD_IMAGE} is a command that loads an image into its nodes. It gets the image's
 * tar as an argument, for example {@code kind load image-archive}.
 */
public final class TestCluster implements AutoCloseable {

  private static final Path IMAGE_TAR = Path.of("target/image.tar");
  private static final Path IMAGE_JSON = Path.of("target/image.json");
  private static final Program KUBECTL = new Program("kubectl");

  private final KubernetesClient client;
  private final List<String> namespaces = new ArrayList<>();

  private TestCluster(KubernetesClient client) {
    this.client = client;
  }

  /**
   * An image in {@code target}.
   *
   * @param name with its tag
   */
  public record Image(String name) {

    public String repository() {
      return name.substring(0, name.lastIndexOf(':'));
    }

    public String tag() {
      return name.substring(name.lastIndexOf(':') + 1);
    }
  }

  /**
   * Connects to it.
   *
   * @throws IllegalStateException if there is no cluster, or if it has the operator's CRDs: the
   *     tests delete them at the end, and with them all resources of their kinds
   */
  public static TestCluster connect() {
    setting("KUBECONFIG");
    var cluster =
        new TestCluster(
            new KubernetesClientBuilder().withHttpClientFactory(new OkHttpClientFactory()).build());
    if (!cluster.crds().isEmpty()) {
      cluster.close();
      throw new IllegalStateException(
          "this cluster has CRDs of the operator; delete them, or use another cluster");
    }
    return cluster;
  }

  private static String setting(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .orElseThrow(
            () -> new IllegalStateException(variable + " is not set, see docs/development.md"));
  }

  /** Loads the image of this build into the nodes. */
  public void load() {
    setting("E2E_LOAD_IMAGE");
    new Program("sh", "-c", "$E2E_LOAD_IMAGE \"$0\"").run(IMAGE_TAR.toString());
  }

  /** The image of this build. */
  public Image image() {
    try {
      JsonNode image = new JsonMapper().readTree(Files.readString(IMAGE_JSON));
      return new Image(image.path("image").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("target has no image: build it with -Pimage", e);
    }
  }

  /** Creates a namespace that enforces the Pod Security Standard "restricted". */
  public KubernetesClient createRestricted(String namespace) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    namespaces.add(namespace);
    return inNamespace(namespace);
  }

  KubernetesClient inNamespace(String namespace) {
    return client.adapt(NamespacedKubernetesClient.class).inNamespace(namespace);
  }

  public String kubectl(String... arguments) {
    return KUBECTL.run(arguments);
  }

  /** Deletes what was created and asserts that nothing is left. */
  public void deleteAll() {
    for (String namespace : namespaces) {
      client.namespaces().withName(namespace).delete();
    }
    for (String namespace : namespaces) {
      client
          .namespaces()
          .withName(namespace)
          .waitUntilCondition(one -> one == null, 2, TimeUnit.MINUTES);
    }
    crds().forEach(crd -> kubectl("delete", crd));
    assertThat(crds()).isEmpty();
    assertThat(
            kubectl(
                "get",
                "clusterroles,clusterrolebindings",
                "--selector",
                Installation.SELECTOR,
                "--output",
                "name"))
        .isEmpty();
  }

  private List<String> crds() {
    return kubectl("get", "customresourcedefinitions", "--output", "name")
        .lines()
        .filter(name -> name.endsWith(".voice.lumenia.net"))
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
