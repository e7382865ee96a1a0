package net.lumenia.voice.assistant;

import java.util.List;
import java.util.Optional;

/** What speaks against one key of a voice or transcriber. */
public sealed interface CatalogViolation {

  /** The key in the spec, without {@code spec.}, such as {@code fallbackVoices[1].model}. */
  String path();

  /**
   * What is wrong and what is allowed, at most ten values of it, or which values may have been
   * meant, at most three. Values are without control characters and at most 256 characters long.
   * Worked out on every call, so only for what is shown.
   *
   * @param budget for everything in the text that the message becomes part of
   */
  String message(SearchBudget budget);

  /** The last part of the path, such as {@code model}. */
  default String key() {
    return path().substring(path().lastIndexOf('.') + 1);
  }

  /**
   * The catalog does not have the value. A newer catalog may.
   *
   * @param noun what the value should be, such as {@code voice}
   * @param of what it should belong to, such as {@code provider vapi}; empty for a provider
   */
  record Unlisted(
      String path, String value, String noun, Optional<String> of, AllowedValues<?> allowed)
      implements CatalogViolation {

    @Override
    public String message(SearchBudget budget) {
      List<String> meant =
          NearestValue.to(value, allowed.values().keySet(), budget).stream()
              .map(ServerText::clean)
              .distinct()
              .toList();
      String shown = ServerText.clean(value);
      return "\"%s\" is not a %s%s in the catalog; %s"
          .formatted(
              shown,
              noun,
              of.map(" of "::concat).orElse(""),
              meant.isEmpty() ? AllowedText.of(allowed) : didYouMean(meant, shown));
    }

    private static String didYouMean(List<String> meant, String shown) {
      return meant.equals(List.of(shown))
          ? "did you mean \"%s\" without spaces around it or invisible characters in it?"
              .formatted(shown)
          : "did you mean %s?".formatted(AllowedText.oneOf(meant));
    }
  }

  /**
   * "The rest of the required fields for that provider MUST be present".
   *
   * @param of what needs the key, such as {@code provider deepgram}
   */
  record Missing(String path, String of, AllowedValues<?> allowed) implements CatalogViolation {

    @Override
    public String message(SearchBudget budget) {
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
    public String message(SearchBudget budget) {
      return "%s takes no %s; remove it".formatted(of, key());
    }
  }
}
