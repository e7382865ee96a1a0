package net.lumenia.voice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Sends a JSON merge patch of a status. Only the version of the response is read: the Kubernetes
 * client's own method copies the whole resource before the request and decodes it after.
 */
final class StatusPatch {

  private static final String PURPOSE = "writing a status";
  private static final String VERSION = "/metadata/resourceVersion";
  private static final JsonFactory JSON = new JsonFactory();

  private StatusPatch() {}

  /**
   * Returns the identity of the resource and its new resourceVersion.
   *
   * @param body contains the resourceVersion that is patched, so that it can't be another resource
   * @throws KubernetesClientException if the request fails
   */
  static HasMetadata send(KubernetesClient kubernetes, HasMetadata resource, String body) {
    String path =
        "apis/%s/namespaces/%s/%s/%s/status"
            .formatted(
                resource.getApiVersion(),
                resource.getMetadata().getNamespace(),
                resource.getPlural(),
                resource.getMetadata().getName());
    HttpResponse<byte[]> response = MetadataRequest.patch(kubernetes, path, body, PURPOSE);
    if (!response.isSuccessful()) {
      throw failure(kubernetes, response);
    }
    var written = new GenericKubernetesResource();
    written.setMetadata(
        new ObjectMetaBuilder()
            .withUid(resource.getMetadata().getUid())
            .withResourceVersion(version(response.body()))
            .build());
    return written;
  }

  private static String version(byte[] body) {
    try (JsonParser json = versionOnly(JSON.createParser(body))) {
      if (json.nextToken() == null) {
        throw new KubernetesClientException(PURPOSE + ": the answer has no resourceVersion");
      }
      return json.getText();
    } catch (IOException e) {
      throw new KubernetesClientException(PURPOSE + ": the answer is no JSON", e);
    }
  }

  private static JsonParser versionOnly(JsonParser json) {
    return new FilteringParserDelegate(
        json,
        new JsonPointerBasedFilter(VERSION),
        TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
        /* allowMultipleMatches= */ false);
  }

  private static KubernetesClientException failure(
      KubernetesClient kubernetes, HttpResponse<byte[]> response) {
    return new KubernetesClientException(
        "%s: HTTP %d".formatted(PURPOSE, response.code()),
        response.code(),
        status(kubernetes, response.body()).orElse(null));
  }

  /** Empty if the answer is not the API server's, such as that of a proxy. */
  private static Optional<Status> status(KubernetesClient kubernetes, byte[] body) {
    try {
      return Optional.ofNullable(
          kubernetes.getKubernetesSerialization().unmarshal(new String(body, UTF_8), Status.class));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
