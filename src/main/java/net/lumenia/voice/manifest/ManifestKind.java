package net.lumenia.voice.manifest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import net.lumenia.voice.crd.LumeniaApi;

/** What to do with an object, by its apiVersion and kind. */
sealed interface ManifestKind {

  /** It is read. */
  record Read(Type type) implements ManifestKind {}

  /** It is of no interest. */
  record Other() implements ManifestKind {}

  /**
   * Its apiVersion or kind can't be right.
   *
   * @param path what is wrong
   */
  record Wrong(String path, String message) implements ManifestKind {}

  /** The kinds that are read. */
  enum Type {
    VOICE_ASSISTANT("VoiceAssistant", LumeniaApi.GROUP + "/" + LumeniaApi.VERSION),
    LUMENIA_ACCOUNT("LumeniaAccount", LumeniaApi.GROUP + "/" + LumeniaApi.VERSION),
    CONFIG_MAP("ConfigMap", "v1");

    private final String kind;
    private final String apiVersion;

    Type(String kind, String apiVersion) {
      this.kind = kind;
      this.apiVersion = apiVersion;
    }

    String kind() {
      return kind;
    }

    private boolean isLumenia() {
      return this != CONFIG_MAP;
    }
  }

  /** Kinds of this API that the operator writes, not users. */
  Set<String> WRITTEN_BY_OPERATOR = Set.of("VoiceCatalog");

  /** Both are empty if they are missing or not text. */
  static ManifestKind of(String apiVersion, String kind) {
    if (kind.isEmpty()) {
      return new Wrong(
          "kind",
          "kind is missing; a manifest has apiVersion, kind and metadata, such as kind:"
              + " VoiceAssistant");
    }
    if (apiVersion.isEmpty()) {
      return new Wrong(
          "apiVersion",
          "apiVersion is missing; for a VoiceAssistant it is " + Type.VOICE_ASSISTANT.apiVersion);
    }
    return Arrays.stream(Type.values())
        .filter(type -> type.kind.equals(kind))
        .findFirst()
        .map(type -> ofKnown(type, apiVersion))
        .orElseGet(() -> ofUnknown(apiVersion, kind));
  }

  private static ManifestKind ofKnown(Type type, String apiVersion) {
    if (type.apiVersion.equals(apiVersion)) {
      return new Read(type);
    }
    return type.isLumenia()
        ? new Wrong(
            "apiVersion",
            "\"%s\" has no %s; write %s".formatted(apiVersion, type.kind, type.apiVersion))
        : new Other();
  }

  private static ManifestKind ofUnknown(String apiVersion, String kind) {
    boolean isSpelledWrong =
        Arrays.stream(Type.values())
            .filter(Type::isLumenia)
            .anyMatch(type -> lower(type.kind).equals(lower(kind)));
    boolean isLumenia = apiVersion.startsWith(LumeniaApi.GROUP + "/");
    return isSpelledWrong || (isLumenia && !WRITTEN_BY_OPERATOR.contains(kind))
        ? new Wrong(
            "kind",
            "\"%s\" is not a kind of %s; the kinds are VoiceAssistant and LumeniaAccount"
                .formatted(kind, LumeniaApi.GROUP))
        : new Other();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
