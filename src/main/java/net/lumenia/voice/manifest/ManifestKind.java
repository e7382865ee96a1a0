package net.lumenia.voice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.LumeniaApi;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import org.jspecify.annotations.Nullable;

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
    VOICE_ASSISTANT(
        "VoiceAssistant", LumeniaApi.GROUP + "/" + LumeniaApi.VERSION, VoiceAssistantSpec.class),
    LUMENIA_ACCOUNT(
        "LumeniaAccount", LumeniaApi.GROUP + "/" + LumeniaApi.VERSION, LumeniaAccountSpec.class),
    CONFIG_MAP("ConfigMap", "v1", null);

    private final String kind;
    private final String apiVersion;
    private final @Nullable Class<? extends Record> spec;

    Type(String kind, String apiVersion, @Nullable Class<? extends Record> spec) {
      this.kind = kind;
      this.apiVersion = apiVersion;
      this.spec = spec;
    }

    /** The schema of its spec; empty if it has none. */
    Optional<Class<? extends Record>> spec() {
      return Optional.ofNullable(spec);
    }

    String kind() {
      return kind;
    }

    private boolean isLumenia() {
      return spec != null;
    }
  }

  /** What shows that an object is meant to be a manifest. */
  List<String> PARTS = List.of("apiVersion", "metadata", "spec");

  /** Kinds of this API that the operator writes, not users. */
  Set<String> WRITTEN_BY_OPERATOR = Set.of("VoiceCatalog");

  /** Of an object; a file of a folder may be no manifest at all. */
  static ManifestKind of(JsonNode object) {
    JsonNode kind = object.path("kind");
    JsonNode apiVersion = object.path("apiVersion");
    if (!kind.isTextual() || kind.textValue().isEmpty()) {
      return object.has("kind") || PARTS.stream().anyMatch(object::has)
          ? new Wrong(
              "kind",
              "%s; for a voice assistant write kind: VoiceAssistant"
                  .formatted(object.has("kind") ? "must be text" : "is missing"))
          : new Other();
    }
    return Arrays.stream(Type.values())
        .filter(type -> type.kind.equals(kind.textValue()))
        .findFirst()
        .map(type -> ofKnown(type, apiVersion.asText("")))
        .orElseGet(() -> ofUnknown(apiVersion.asText(""), kind.textValue()));
  }

  private static ManifestKind ofKnown(Type type, String apiVersion) {
    if (type.apiVersion.equals(apiVersion)) {
      return new Read(type);
    }
    if (apiVersion.isEmpty()) {
      return new Wrong(
          "apiVersion", "is missing; for a %s it is %s".formatted(type.kind, type.apiVersion));
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
