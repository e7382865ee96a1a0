package net.lumenia.voice.manifest;

import java.util.Map;
import java.util.Optional;

/**
 * A ConfigMap of a manifest.
 *
 * @param namespace empty if the manifest has none
 * @param data the texts by their keys
 */
public record ManifestConfigMap(
    Optional<String> namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> data,
    Source source) {

  public ManifestConfigMap {
    labels = Map.copyOf(labels);
    data = Map.copyOf(data);
  }
}
