package net.lumenia.voice.manifest;

import net.lumenia.voice.assistant.ServerText;

/** An object of a kind that is not read. */
public record SkippedManifest(String place, String apiVersion, String kind, String name) {

  /** One line: where it is, and what it is. */
  @Override
  public String toString() {
    return ServerText.visible("%s: %s %s".formatted(place, kind, name)).strip();
  }
}
