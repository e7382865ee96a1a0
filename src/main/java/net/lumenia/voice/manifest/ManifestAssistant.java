package net.lumenia.voice.manifest;

import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * A VoiceAssistant of a manifest. Its spec may be invalid.
 *
 * @param namespace empty if the manifest has none
 */
public record ManifestAssistant(
    Optional<String> namespace, String name, VoiceAssistant resource, Source source) {

  /** The same object, in this namespace if the manifest has none. */
  ManifestAssistant in(String other) {
    if (namespace.isPresent()) {
      return this;
    }
    resource.getMetadata().setNamespace(other);
    return new ManifestAssistant(Optional.of(other), name, resource, source);
  }
}
