package net.lumenia.voice.assistant;

import java.util.List;
import java.util.Optional;

/** Why a key of a voice or transcriber must not have the value that it has. */
public sealed interface CatalogViolation {

  /** The key in the spec, without {@code spec.}, such as {@code fallbackVoices[1].model}. */
  String path();

  /**
   * What is wrong, and at most ten allowed values or at most three suggestions. Values are without
   * control characters and at most 256 characters long. Every call searches for suggestions, so
   * call it only for violations that are shown.
   *
   * @param budget for all messages of one text
   */
  String message(SearchBudget budget);

  /** The last part of the path, such as {@code model}. */
  default String key() {
    return path().substring(path().lastIndexOf('.') + 1);
  }

  /**
   * The catalog does not list the value. A newer catalog may.
   *
   * @param noun what the value is, such as {@code voice}
   * @param of the owner of the list, such as {@code provider vapi}; empty for a provider
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
   * A key is missing that the provider needs.
   *
   * @param rule {@link ProviderRule#missing()}
   */
  record Missing(String path, String rule, AllowedValues<?> allowed) implements CatalogViolation {

    @Override
    public String message(SearchBudget budget) {
      return allowed.exhaustive() ? rule + "; " + AllowedText.of(allowed) : rule;
    }
  }

  /**
   * A key is given that the provider refuses.
   *
   * @param rule {@link ProviderRule#unwanted(String)}
   */
  record Unwanted(String path, String rule) implements CatalogViolation {

    @Override
    public String message(SearchBudget budget) {
      return rule;
    }
  }
}
