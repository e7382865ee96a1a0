package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Requests that are answered with metadata only, which the Kubernetes client's API lacks. */
public final class MetadataRequest {

  /** The metadata of one object. */
  public static final String OBJECT = "PartialObjectMetadata";

  /** The metadata of the objects of a list. */
  public static final String LIST = "PartialObjectMetadataList";

  private MetadataRequest() {}

  /**
   * Sends a GET and returns the response, whatever its status code.
   *
   * @param form {@link #OBJECT} or {@link #LIST}
   * @param path relative to the API server's URL
   * @param purpose for exception messages, such as {@code listing revisions}
   * @throws KubernetesClientException if there is no response, or if interrupted
   */
  public static HttpResponse<String> get(
      KubernetesClient kubernetes, String form, String path, String purpose) {
    return send(kubernetes, request(kubernetes, form, path), String.class, purpose);
  }

  /**
   * Sends a JSON merge patch and returns the response, whatever its status code.
   *
   * @param path relative to the API server's URL
   * @param purpose for exception messages
   * @throws KubernetesClientException if there is no response, or if interrupted
   */
  static HttpResponse<byte[]> patch(
      KubernetesClient kubernetes, String path, String body, String purpose) {
    var request =
        request(kubernetes, OBJECT, path)
            .patch("application/merge-patch+json", body)
            .timeout(kubernetes.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS);
    return send(kubernetes, request, byte[].class, purpose);
  }

  private static HttpRequest.Builder request(
      KubernetesClient kubernetes, String form, String path) {
    return kubernetes
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(URI.create(kubernetes.getMasterUrl().toString()).resolve(path))
        .header("Accept", "application/json;as=%s;g=meta.k8s.io;v=v1".formatted(form));
  }

  private static <T> HttpResponse<T> send(
      KubernetesClient kubernetes, HttpRequest.Builder request, Class<T> type, String purpose) {
    try {
      return kubernetes.getHttpClient().sendAsync(request.build(), type).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted while " + purpose, e);
    } catch (ExecutionException e) {
      throw new KubernetesClientException(purpose + ": " + e.getMessage(), e);
    }
  }
}
