package net.lumenia.voice.assistant;

import java.util.Optional;

/** What speaks against one key of a voice or transcriber. */
public sealed interface CatalogViolation {

  /** The key in the spec, without {@code spec.}, such as {@code fallbackVoices[1].model}. */
  String path();

  /**
   * What is wrong and what is allowed, at most ten values of it. Values are without control
   * characters and at most 256 characters long.
   */
  String message();

  /** The last part of the path, such as {@code model}. */
  default String key() {
    return path().substring(path().lastIndexOf('.') + 1);
  }

  /**
   * The catalogue does not have the value. A newer catalogue may.
   *
   * @param noun what the value should be, such as {@code voice}
   * @param of what it should belong to, such as {@code provider vapi}; empty for a provider
   */
  record Unlisted(String path, String value, String noun, Optional<String> of, Allowed<?> allowed)
      implements CatalogViolation {

    /** The listed value that is most likely meant; empty if none is really near. */
    public Optional<String> suggestion() {
      return NearestValue.to(value, allowed.values().keySet());
    }

    @Override
    public String message() {
      return "\"%s\" is not a %s%s in the catalogue; %s"
          .formatted(
              ServerText.clean(value),
              noun,
              of.map(" of "::concat).orElse(""),
              suggestion().map(this::didYouMean).orElseGet(() -> AllowedText.of(allowed)));
    }

    private String didYouMean(String suggestion) {
      String shown = ServerText.clean(suggestion);
      return shown.equals(ServerText.clean(value))
          ? "did you mean \"%s\" without spaces around it or invisible characters in it?"
              .formatted(shown)
          : "did you mean \"%s\"?".formatted(shown);
    }
  }

  /**
   * "The rest of the required fields for that provider MUST be present".
   *
   * @param of what needs the key, such as {@code provider deepgram}
   */
  record Missing(String path, String of, Allowed<?> allowed) implements CatalogViolation {

    @Override
    public String message() {
      return "%s needs it; add it%s"
          .formatted(of, allowed.exhaustive() ? "; " + AllowedText.of(allowed) : "");
    }
  }

  /**
   * A key that its provider refuses: "Do NOT send {@code model}".
   *
   * @param of what refuses it, such as {@code provider vapi}
   */
  record Unwanted(String path, String of) implements CatalogViolation {

    @Override
    public String message() {
      return "%s takes no %s; remove it".formatted(of, key());
    }
  }
}
