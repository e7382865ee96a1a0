package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;

/** Loads the complete spec of a resource that is cached with a {@link TrimmedSpec}. */
public final class SpecLoader {

  private final KubernetesClient kubernetes;
  private final LargeObjectReader reads;
  private final TextCache texts;

  public SpecLoader(KubernetesClient kubernetes, LargeObjectReader reads, TextCache texts) {
    this.kubernetes = kubernetes;
    this.reads = reads;
    this.texts = texts;
  }

  /**
   * The resource with its complete spec, from memory or from the API server.
   *
   * @return empty if the resource was deleted or recreated
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  public Optional<VoiceAssistant> load(VoiceAssistant cached) {
    if (!TrimmedSpec.isTrimmed(cached)) {
      return Optional.of(cached);
    }
    Optional<RawJson> known =
        texts
            .get(
                cached.getMetadata().getNamespace(),
                cached.getMetadata().getUid(),
                generation(cached))
            .map(RawJson::ofText);
    return known.map(spec -> withSpec(cached, spec)).or(() -> read(cached));
  }

  /** A cached object is shared, so it stays as it is. */
  private static VoiceAssistant withSpec(VoiceAssistant cached, RawJson spec) {
    var complete = new VoiceAssistant();
    complete.setMetadata(cached.getMetadata());
    complete.setSpec(spec.withSummaryOf(cached.getSpec()));
    complete.setStatus(cached.getStatus());
    return complete;
  }

  private Optional<VoiceAssistant> read(VoiceAssistant cached) {
    Optional<VoiceAssistant> fresh =
        Optional.ofNullable(
                reads.call(
                    cached.getMetadata().getNamespace(), () -> kubernetes.resource(cached).get()))
            .filter(
                found ->
                    Objects.equals(found.getMetadata().getUid(), cached.getMetadata().getUid()));
    fresh
        .filter(found -> found.getSpec() != null)
        .ifPresent(
            found -> {
              remember(found, texts);
              if (generation(found).equals(generation(cached))) {
                found.setSpec(found.getSpec().withSummaryOf(cached.getSpec()));
              }
            });
    return fresh;
  }

  /** Keeps the spec of a resource, which must be complete. */
  static void remember(VoiceAssistant complete, TextCache texts) {
    texts.put(
        complete.getMetadata().getNamespace(),
        complete.getMetadata().getUid(),
        generation(complete),
        complete.getSpec()::text);
  }

  private static String generation(VoiceAssistant resource) {
    return String.valueOf(resource.getMetadata().getGeneration());
  }
}
