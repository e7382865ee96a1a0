package net.lumenia.voice.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.MetadataRequest;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.cluster.cache.TrimmedSpec;
import net.lumenia.voice.crd.VoiceAssistant;

/** Reads what a PATCH rests on from the API server itself, not from a cache. */
final class FreshRead {

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final LargeObjectReader reads;
  private final Fence fence;
  private final Duration maxAge;
  private final Slice slice;

  /**
   * @param maxAge how long a PATCH may rest on it
   * @param slice whose resources may be changed
   */
  FreshRead(
      KubernetesClient kubernetes,
      ApiServerLimit limit,
      LargeObjectReader reads,
      Fence fence,
      Duration maxAge,
      Slice slice) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.reads = reads;
    this.fence = fence;
    this.maxAge = maxAge;
    this.slice = slice;
  }

  /**
   * What was found.
   *
   * @param resource as it is now; empty if it is deleted, being deleted, another one of its name,
   *     or no longer in the slice
   * @param isPromptCurrent whether the ConfigMap still has the label and the text that is to be
   *     sent
   * @param fence the check for a PATCH that rests on this
   */
  record Found(Optional<VoiceAssistant> resource, boolean isPromptCurrent, BooleanSupplier fence) {}

  /**
   * Reads the prompt and then the resource. The fence starts when the requests do, not while they
   * wait in a queue.
   *
   * @param prompt whose text is to be sent
   */
  Found read(VoiceAssistant cached, Optional<Prompt.Source> prompt) {
    Supplier<Found> requests =
        () -> {
          BooleanSupplier check = fence.fromNow(maxAge);
          boolean isPromptCurrent =
              prompt.map(source -> PromptCache.isCurrent(source, reads)).orElse(true);
          return new Found(resource(cached), isPromptCurrent, check);
        };
    return prompt.isPresent() || TrimmedSpec.isLarge(cached)
        ? reads.call(cached.getMetadata().getNamespace(), requests)
        : limit.call(requests);
  }

  /** Metadata shows whether the resource has changed; only then the whole resource is read. */
  private Optional<VoiceAssistant> resource(VoiceAssistant cached) {
    Optional<JsonNode> metadata = metadata(cached);
    return metadata.filter(found -> isUnchanged(found, cached)).isPresent()
        ? Optional.of(cached)
        : metadata.flatMap(_ -> whole(cached));
  }

  private Optional<JsonNode> metadata(VoiceAssistant cached) {
    try {
      return Optional.of(
          MetadataRequest.read(
                  kubernetes,
                  MetadataRequest.OBJECT,
                  References.path(cached),
                  "reading a VoiceAssistant")
              .path("metadata"));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isUnchanged(JsonNode found, VoiceAssistant cached) {
    return !found.has("deletionTimestamp")
        && found.path("uid").asText().equals(cached.getMetadata().getUid())
        && found.path("resourceVersion").asText().equals(cached.getMetadata().getResourceVersion());
  }

  private Optional<VoiceAssistant> whole(VoiceAssistant cached) {
    return Optional.ofNullable(kubernetes.resource(cached).get())
        .filter(found -> !found.isMarkedForDeletion())
        .filter(
            found -> Objects.equals(found.getMetadata().getUid(), cached.getMetadata().getUid()))
        .filter(slice::serves);
  }
}
