package net.lumenia.voice.cluster;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the sharder that this process has let go of a resource, by removing the labels of the
 * assignment. It is called in a reconcile of the resource, so no other one of it is running.
 */
public final class DrainAcknowledger {

  private static final Logger LOG = LoggerFactory.getLogger(DrainAcknowledger.class);

  private static final int ATTEMPTS = 5;

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final Slice slice;

  public DrainAcknowledger(KubernetesClient kubernetes, ApiServerLimit limit, Slice slice) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.slice = slice;
  }

  /**
   * Removes the labels, unless the resource has a new assignment by now or is deleted.
   *
   * @throws KubernetesClientException if the API server can't be reached or rejects the request, or
   *     after five conflicts
   */
  public void acknowledge(CustomResource<?, ?> draining) {
    if (slice instanceof Slice.Shard shard) {
      acknowledge(shard, draining);
    }
  }

  private void acknowledge(Slice.Shard shard, CustomResource<?, ?> draining) {
    String path = References.path(draining);
    String uid = draining.getMetadata().getUid();
    String version = draining.getMetadata().getResourceVersion();
    for (int attempt = 1; !version.isEmpty(); attempt++) {
      try {
        String body = removal(shard, uid, version).toString();
        limit.call(() -> MetadataRequest.patch(kubernetes, path, body, "acknowledging a drain"));
        LOG.info(
            "{} {}: released to another shard of {}",
            draining.getKind(),
            References.key(draining),
            shard.ring());
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() == HTTP_NOT_FOUND) {
          return;
        }
        if (e.getCode() != HTTP_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        version = drainingVersion(shard, path, uid);
      }
    }
  }

  private static ObjectNode removal(Slice.Shard shard, String uid, String version) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata =
        body.putObject("metadata").put("uid", uid).put("resourceVersion", version);
    ObjectNode labels = metadata.putObject("labels");
    shard.labels().forEach(labels::putNull);
    return body;
  }

  /** The current version; empty if the resource is another one, or no longer to be drained here. */
  private String drainingVersion(Slice.Shard shard, String path, String uid) {
    JsonNode metadata =
        limit
            .call(
                () ->
                    MetadataRequest.read(
                        kubernetes, MetadataRequest.OBJECT, path, "reading the labels"))
            .path("metadata");
    JsonNode labels = metadata.path("labels");
    boolean isDraining =
        metadata.path("uid").asText().equals(uid)
            && labels.path(shard.shardLabel()).asText().equals(shard.name())
            && labels.has(shard.drainLabel());
    return isDraining ? metadata.path("resourceVersion").asText() : "";
  }
}
