package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.ExecutionException;

/**
 * Tells a Secret or ConfigMap that is not there from one that lacks the label, without reading what
 * is in it: only its metadata is asked for.
 */
final class MetadataProbe {

  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private final KubernetesClient kubernetes;
  private final ContentReads reads;

  MetadataProbe(KubernetesClient kubernetes, ContentReads reads) {
    this.kubernetes = kubernetes;
    this.reads = reads;
  }

  /**
   * Whether there is one of this name.
   *
   * @param plural such as {@code secrets}
   * @throws KubernetesClientException if the API server can't be reached or refuses
   */
  boolean exists(String plural, String namespace, String name) {
    HttpRequest request =
        kubernetes
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                URI.create(kubernetes.getMasterUrl().toString())
                    .resolve("api/v1/namespaces/%s/%s/%s".formatted(namespace, plural, name)))
            .header("Accept", METADATA_ONLY)
            .build();
    int code = reads.call(() -> status(request));
    if (code != HttpURLConnection.HTTP_OK && code != HttpURLConnection.HTTP_NOT_FOUND) {
      throw new KubernetesClientException(
          "looking for %s %s/%s: HTTP %d".formatted(plural, namespace, name, code));
    }
    return code == HttpURLConnection.HTTP_OK;
  }

  private int status(HttpRequest request) {
    try {
      return kubernetes.getHttpClient().sendAsync(request, String.class).get().code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted while looking for metadata", e);
    } catch (ExecutionException e) {
      throw new KubernetesClientException("looking for metadata: " + e.getMessage(), e);
    }
  }
}
