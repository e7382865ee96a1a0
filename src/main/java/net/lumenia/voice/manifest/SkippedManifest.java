package net.lumenia.voice.manifest;

import net.lumenia.voice.assistant.ServerText;

/** An object of a kind that is not read. */
public record SkippedManifest(String place, String apiVersion, String kind, String name) {

  /** One line: where it is, what it is, and what to do instead if something was expected of it. */
  @Override
  public String toString() {
    return ServerText.visible("%s: %s %s%s".formatted(place, description(), name, hint())).strip();
  }

  private String description() {
    return kind.isEmpty() ? "not a manifest" : kind;
  }

  private String hint() {
    return kind.equals("Kustomization") && name.isEmpty()
        ? "; to read its output, run kustomize build and give -f -"
        : "";
  }
}
