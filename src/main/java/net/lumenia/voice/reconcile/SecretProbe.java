package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.ExecutionException;

/**
 * Tells a Secret that is not there from one that lacks the label, without reading what is in it:
 * only its metadata is asked for.
 */
final class SecretProbe {

  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;

  SecretProbe(KubernetesClient kubernetes, ApiServerLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  /**
   * @throws KubernetesClientException if the API server can't be reached or refuses
   */
  boolean exists(String namespace, String name) {
    HttpRequest request =
        kubernetes
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                URI.create(kubernetes.getMasterUrl().toString())
                    .resolve("api/v1/namespaces/%s/secrets/%s".formatted(namespace, name)))
            .header("Accept", METADATA_ONLY)
            .build();
    int code = limit.call(() -> status(request));
    if (code != HttpURLConnection.HTTP_OK && code != HttpURLConnection.HTTP_NOT_FOUND) {
      throw new KubernetesClientException(
          "looking for Secret %s/%s: HTTP %d".formatted(namespace, name, code));
    }
    return code == HttpURLConnection.HTTP_OK;
  }

  private int status(HttpRequest request) {
    try {
      return kubernetes.getHttpClient().sendAsync(request, String.class).get().code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted while looking for a Secret", e);
    } catch (ExecutionException e) {
      throw new KubernetesClientException("looking for a Secret: " + e.getMessage(), e);
    }
  }
}
