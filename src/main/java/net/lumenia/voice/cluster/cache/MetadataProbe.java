package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import net.lumenia.voice.cluster.MetadataRequest;

/**
 * Distinguishes a missing Secret or ConfigMap from one without the label. It requests metadata
 * only, because without the label the operator must not read the content.
 */
public final class MetadataProbe {

  private final KubernetesClient kubernetes;
  private final LargeObjectReader reads;

  public MetadataProbe(KubernetesClient kubernetes, LargeObjectReader reads) {
    this.kubernetes = kubernetes;
    this.reads = reads;
  }

  /**
   * Whether the object exists.
   *
   * @param plural such as {@code secrets}
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  public boolean exists(String plural, String namespace, String name) {
    String path = "api/v1/namespaces/%s/%s/%s".formatted(namespace, plural, name);
    int code =
        reads.call(
            namespace,
            () ->
                MetadataRequest.get(kubernetes, MetadataRequest.OBJECT, path, "requesting metadata")
                    .code());
    if (code != HttpURLConnection.HTTP_OK && code != HttpURLConnection.HTTP_NOT_FOUND) {
      throw new KubernetesClientException(
          "requesting metadata of %s %s/%s: HTTP %d".formatted(plural, namespace, name, code));
    }
    return code == HttpURLConnection.HTTP_OK;
  }
}
