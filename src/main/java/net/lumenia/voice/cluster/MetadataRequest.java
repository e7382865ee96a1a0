package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.concurrent.ExecutionException;

/** A GET of metadata only, which the Kubernetes client's own API does not offer. */
public final class MetadataRequest {

  /** The metadata of one object. */
  public static final String OBJECT = "PartialObjectMetadata";

  /** The metadata of the objects of a list. */
  public static final String LIST = "PartialObjectMetadataList";

  private MetadataRequest() {}

  /**
   * Sends the request and returns the response, whatever its status code.
   *
   * @param form {@link #OBJECT} or {@link #LIST}
   * @param path relative to the API server's URL
   * @param purpose for exception messages, such as {@code listing revisions}
   * @throws KubernetesClientException if there is no response, or if interrupted
   */
  public static HttpResponse<String> get(
      KubernetesClient kubernetes, String form, String path, String purpose) {
    var client = kubernetes.getHttpClient();
    var request =
        client
            .newHttpRequestBuilder()
            .uri(URI.create(kubernetes.getMasterUrl().toString()).resolve(path))
            .header("Accept", "application/json;as=%s;g=meta.k8s.io;v=v1".formatted(form))
            .build();
    try {
      return client.sendAsync(request, String.class).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted while " + purpose, e);
    } catch (ExecutionException e) {
      throw new KubernetesClientException(purpose + ": " + e.getMessage(), e);
    }
  }
}
