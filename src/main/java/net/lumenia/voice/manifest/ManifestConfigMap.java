package net.lumenia.voice.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Map;
import java.util.Optional;

/**
 * A ConfigMap of a manifest.
 *
 * @param namespace empty if the manifest has none
 */
public record ManifestConfigMap(
    Optional<String> namespace, String name, ConfigMap resource, Source source) {

  /** The texts by their keys. */
  public Map<String, String> data() {
    return Optional.ofNullable(resource.getData()).orElse(Map.of());
  }

  /** The same object, in this namespace if the manifest has none. */
  ManifestConfigMap in(String other) {
    if (namespace.isPresent()) {
      return this;
    }
    resource.getMetadata().setNamespace(other);
    return new ManifestConfigMap(Optional.of(other), name, resource, source);
  }
}
