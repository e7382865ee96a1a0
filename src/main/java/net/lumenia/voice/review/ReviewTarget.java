package net.lumenia.voice.review;

import net.lumenia.voice.cluster.References;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.spec.DesiredState;

/**
 * A valid manifest that has a namespace.
 *
 * @param desired its content, with the prompt wherever it comes from
 */
public record ReviewTarget(ManifestAssistant assistant, DesiredState desired) {

  public String namespace() {
    return assistant.namespace().orElseThrow();
  }

  public String name() {
    return assistant.name();
  }

  /** The key of its LumeniaAccount. */
  public String account() {
    return References.key(namespace(), desired.accountName());
  }
}
