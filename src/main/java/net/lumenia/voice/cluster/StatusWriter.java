package net.lumenia.voice.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.status.MergePatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes status as a JSON merge patch with the resourceVersion that was read, and only if the
 * status changes. After a conflict, it reads the resource and computes the status again from that
 * version. If the resource has moved to another slice by then, it completes its report only as long
 * as no other process has reported since.
 */
public final class StatusWriter {

  /** The stored resource violates the schema, so the API server rejects any update of it. */
  private static final int UNPROCESSABLE = 422;

  private static final int ATTEMPTS = 5;
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final RecentStatusWrites statusWrites;
  private final Slice slice;

  public StatusWriter(
      KubernetesClient kubernetes,
      ApiServerLimit limit,
      RecentStatusWrites statusWrites,
      Slice slice) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.statusWrites = statusWrites;
    this.slice = slice;
  }

  /** The result of a write. */
  public sealed interface Written {

    /** The status is stored, or the resource was deleted, or another process reports on it. */
    record Done() implements Written {}

    /**
     * The stored resource violates the current schema, so the API server rejects every status. Only
     * events can report the problem.
     *
     * @param isNew whether this was unknown so far for this version of the resource
     * @param problem the API server's message
     */
    record Refused(boolean isNew, String problem) implements Written {}
  }

  /**
   * Writes the status of a resource.
   *
   * @param status decodes the status of a version of the resource
   * @param next computes the next status from it; called again after a conflict
   * @throws KubernetesClientException if the API server can't be reached or rejects the request, or
   *     after five conflicts
   */
  public <R extends CustomResource<RawJson, RawJson>, S> Written write(
      R resource, Function<R, S> status, UnaryOperator<S> next) {
    R current = resource;
    for (int attempt = 1; current != null; attempt++) {
      S before = status.apply(current);
      S after = next.apply(before);
      if (after.equals(before)) {
        return new Written.Done();
      }
      ObjectNode patch = MergePatch.between(statusOf(current), tree(after));
      if (patch.isEmpty()) {
        return new Written.Done();
      }
      try {
        statusWrites.recordWrite(send(current, patch));
        return new Written.Done();
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
          return new Written.Done();
        }
        if (e.getCode() == UNPROCESSABLE) {
          return new Written.Refused(
              statusWrites.recordRefusal(current), ApiServerErrors.message(e));
        }
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        current = freshOrNull(current);
      }
    }
    return new Written.Done();
  }

  /** Returns the metadata after the write; the rest is known. */
  private HasMetadata send(CustomResource<RawJson, RawJson> resource, ObjectNode patch) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("metadata").put("resourceVersion", resource.getMetadata().getResourceVersion());
    body.set("status", patch);
    String path = References.path(resource) + "/status";
    JsonNode metadata =
        limit
            .call(
                () -> MetadataRequest.patch(kubernetes, path, body.toString(), "writing a status"))
            .path("metadata");
    var written = new GenericKubernetesResource();
    written.setMetadata(
        new ObjectMetaBuilder()
            .withUid(metadata.path("uid").asText())
            .withResourceVersion(metadata.path("resourceVersion").asText())
            .build());
    return written;
  }

  private <R extends CustomResource<RawJson, RawJson>> @Nullable R freshOrNull(R resource) {
    R fresh = limit.call(() -> kubernetes.resource(resource).get());
    boolean same =
        fresh != null
            && Objects.equals(fresh.getMetadata().getUid(), resource.getMetadata().getUid());
    return same && isOursToReport(fresh, resource) ? fresh : null;
  }

  private boolean isOursToReport(
      CustomResource<RawJson, RawJson> fresh, CustomResource<RawJson, RawJson> before) {
    return slice.serves(fresh) || Objects.equals(fresh.getStatus(), before.getStatus());
  }

  private static JsonNode statusOf(CustomResource<RawJson, RawJson> resource) {
    RawJson status = resource.getStatus();
    return status == null ? JsonNodeFactory.instance.objectNode() : status.json();
  }

  /** Through text, so that numbers have the same node types as those from the API server. */
  private static ObjectNode tree(Object status) {
    try {
      return (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsString(status));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status can always be written as JSON", e);
    }
  }
}
