package net.lumenia.voice.simulator.rules;

import java.util.List;

/** The kinds of objects that have a provider. */
enum ComponentKind {
  VOICE("voice"),
  TRANSCRIBER("transcriber");

  private final String catalogKey;

  ComponentKind(String catalogKey) {
    this.catalogKey = catalogKey;
  }

  /** The key under which the catalog lists the providers of this kind. */
  String catalogKey() {
    return catalogKey;
  }

  /** The keys that the contract names. */
  List<String> keys() {
    return switch (this) {
      case VOICE -> List.of("provider", "voiceId", "model");
      case TRANSCRIBER -> List.of("provider", "model", "language");
    };
  }
}
