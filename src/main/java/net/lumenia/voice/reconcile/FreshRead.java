package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;

/** Reads a resource from the API server itself, not from a cache. */
final class FreshRead {

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;

  FreshRead(KubernetesClient kubernetes, ApiServerLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  /** Whether the ConfigMap of a prompt still is what it was when it was read from the cache. */
  boolean isCurrent(Prompt.Source prompt) {
    ConfigMap fresh =
        limit.call(
            () ->
                kubernetes
                    .configMaps()
                    .inNamespace(prompt.namespace())
                    .withName(prompt.name())
                    .get());
    return fresh != null
        && prompt.resourceVersion().equals(fresh.getMetadata().getResourceVersion());
  }

  /** The resource as it is now; empty if it is gone, on its way out, or another one of its name. */
  Optional<VoiceAssistant> read(VoiceAssistant cached) {
    VoiceAssistant fresh = limit.call(() -> kubernetes.resource(cached).get());
    return Optional.ofNullable(fresh)
        .filter(found -> !found.isMarkedForDeletion())
        .filter(
            found -> Objects.equals(found.getMetadata().getUid(), cached.getMetadata().getUid()));
  }
}
