package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.concurrent.ExecutionException;

/** A GET that asks the API server for metadata only, which the client's own calls cannot. */
public final class MetadataRequest {

  /** The metadata of one object. */
  public static final String OBJECT = "PartialObjectMetadata";

  /** That of the objects of a list. */
  public static final String LIST = "PartialObjectMetadataList";

  private MetadataRequest() {}

  /**
   * Makes the request and waits for the answer, whatever its status.
   *
   * @param form {@link #OBJECT} or {@link #LIST}
   * @param path below the API server's URL
   * @param purpose for what is thrown, such as {@code listing revisions}
   * @throws KubernetesClientException if there is no answer, or if interrupted
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
