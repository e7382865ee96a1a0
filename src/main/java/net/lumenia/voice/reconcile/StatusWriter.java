package net.lumenia.voice.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.function.Function;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.status.MergePatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes status as a JSON merge patch that carries the resourceVersion read, and only if something
 * in it changes. When somebody else has changed the resource meanwhile, the status is made again
 * from what is there now, so that nothing that happened is lost.
 */
final class StatusWriter {

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  /** The stored resource itself breaks the schema in a way that allows no update of any part. */
  private static final int UNPROCESSABLE = 422;

  private static final int ATTEMPTS = 5;
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;

  StatusWriter(KubernetesClient kubernetes, ApiServerLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  /**
   * Writes the status of a resource, unless it is gone or stored in a form that the schema of today
   * does not allow; then its events have to tell.
   *
   * @param nextStatus makes the status from a version of the resource
   * @throws KubernetesClientException if the API server can't be reached or refuses, or if the
   *     resource never stands still
   */
  <R extends CustomResource<RawJson, RawJson>> void write(
      R resource, Function<R, Object> nextStatus) {
    R current = resource;
    for (int attempt = 1; current != null; attempt++) {
      ObjectNode patch = MergePatch.between(statusOf(current), tree(nextStatus.apply(current)));
      if (patch.isEmpty()) {
        return;
      }
      try {
        send(current, patch);
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
          return;
        }
        if (e.getCode() == UNPROCESSABLE) {
          LOG.warn(
              "{} {}: its status cannot be written, because the API server refuses what is stored: {}",
              current.getKind(),
              References.key(current),
              ApiServerTrouble.message(e));
          return;
        }
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        current = freshOrNull(current);
      }
    }
  }

  private <R extends CustomResource<RawJson, RawJson>> void send(R resource, ObjectNode patch) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("metadata").put("resourceVersion", resource.getMetadata().getResourceVersion());
    body.set("status", patch);
    limit.call(
        () ->
            kubernetes
                .resource(resource)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), body.toString()));
  }

  private <R extends CustomResource<RawJson, RawJson>> @Nullable R freshOrNull(R resource) {
    R fresh = limit.call(() -> kubernetes.resource(resource).get());
    boolean same =
        fresh != null
            && Objects.equals(fresh.getMetadata().getUid(), resource.getMetadata().getUid());
    return same ? fresh : null;
  }

  private static JsonNode statusOf(CustomResource<RawJson, RawJson> resource) {
    RawJson status = resource.getStatus();
    return status == null ? JsonNodeFactory.instance.objectNode() : status.json();
  }

  /** By way of text, so that numbers compare equal to those that came from the API server. */
  private static ObjectNode tree(Object status) {
    try {
      return (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsString(status));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status can always be written as JSON", e);
    }
  }
}
