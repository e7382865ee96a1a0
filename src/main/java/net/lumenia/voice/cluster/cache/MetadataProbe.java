package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import net.lumenia.voice.cluster.MetadataRequest;

/**
 * Tells a Secret or ConfigMap that is not there from one that lacks the label, without reading what
 * is in it: only its metadata is asked for.
 */
public final class MetadataProbe {

  private final KubernetesClient kubernetes;
  private final ContentReads reads;

  public MetadataProbe(KubernetesClient kubernetes, ContentReads reads) {
    this.kubernetes = kubernetes;
    this.reads = reads;
  }

  /**
   * Whether there is one of this name.
   *
   * @param plural such as {@code secrets}
   * @throws KubernetesClientException if the API server can't be reached or refuses
   */
  public boolean exists(String plural, String namespace, String name) {
    String path = "api/v1/namespaces/%s/%s/%s".formatted(namespace, plural, name);
    int code =
        reads.call(
            () ->
                MetadataRequest.get(
                        kubernetes, MetadataRequest.OBJECT, path, "looking for metadata")
                    .code());
    if (code != HttpURLConnection.HTTP_OK && code != HttpURLConnection.HTTP_NOT_FOUND) {
      throw new KubernetesClientException(
          "looking for %s %s/%s: HTTP %d".formatted(plural, namespace, name, code));
    }
    return code == HttpURLConnection.HTTP_OK;
  }
}
