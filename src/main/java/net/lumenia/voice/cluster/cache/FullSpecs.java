package net.lumenia.voice.cluster.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;

/** Completes a resource that is cached in its {@link AbridgedSpec abridged} form. */
public final class FullSpecs {

  private static final JsonMapper JSON = new JsonMapper();

  private final KubernetesClient kubernetes;
  private final ContentReads reads;
  private final TextCache texts;

  public FullSpecs(KubernetesClient kubernetes, ContentReads reads, TextCache texts) {
    this.kubernetes = kubernetes;
    this.reads = reads;
    this.texts = texts;
  }

  /**
   * The resource with its whole spec; as it is now, if its spec is not in memory.
   *
   * @return empty if it is gone, or another one of its name
   * @throws KubernetesClientException if the API server can't be reached or refuses
   */
  public Optional<VoiceAssistant> complete(VoiceAssistant cached) {
    if (!AbridgedSpec.isAbridged(cached)) {
      return Optional.of(cached);
    }
    Optional<RawJson> known =
        texts.get(cached.getMetadata().getNamespace(), version(cached)).map(FullSpecs::parse);
    return known.map(spec -> withSpec(cached, spec)).or(() -> read(cached));
  }

  /** A cached object is shared, so it stays as it is. */
  private static VoiceAssistant withSpec(VoiceAssistant cached, RawJson spec) {
    var complete = new VoiceAssistant();
    complete.setMetadata(cached.getMetadata());
    complete.setSpec(spec);
    complete.setStatus(cached.getStatus());
    return complete;
  }

  private Optional<VoiceAssistant> read(VoiceAssistant cached) {
    Optional<VoiceAssistant> fresh =
        Optional.ofNullable(reads.call(() -> kubernetes.resource(cached).get()))
            .filter(
                found ->
                    Objects.equals(found.getMetadata().getUid(), cached.getMetadata().getUid()));
    fresh
        .filter(found -> found.getSpec() != null)
        .ifPresent(
            found ->
                texts.keep(
                    found.getMetadata().getNamespace(),
                    version(found),
                    found.getSpec().json().toString()));
    return fresh;
  }

  /** Whatever changes the spec changes the generation. */
  private static String version(VoiceAssistant resource) {
    var metadata = resource.getMetadata();
    return metadata.getUid() + "/" + metadata.getGeneration();
  }

  private static RawJson parse(String json) {
    try {
      return JSON.readValue(json, RawJson.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
  }
}
