package net.lumenia.voice.manifest;

import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccount;

/**
 * A LumeniaAccount of a manifest. Its spec may be invalid.
 *
 * @param namespace empty if the manifest has none
 */
public record ManifestAccount(
    Optional<String> namespace, String name, LumeniaAccount resource, Source source) {

  /** The same object, in this namespace if the manifest has none. */
  ManifestAccount in(String other) {
    if (namespace.isPresent()) {
      return this;
    }
    resource.getMetadata().setNamespace(other);
    return new ManifestAccount(Optional.of(other), name, resource, source);
  }
}
