package net.lumenia.voice.plan;

import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.CatalogViolation;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.ServerText;

/**
 * Finds live values that the catalog no longer lists, in all fields, managed or not. The platform
 * may retire values that assistants use. Nothing is sent because of it.
 */
public final class RetiredValues {

  private static final int MOST = 3;

  private RetiredValues() {}

  /**
   * At most three sentences such as {@code live voice.model "eleven_monolingual_v1" is no longer in
   * the catalog for provider 11labs}, and how many more there are.
   */
  public static List<String> of(LiveAssistant live, Catalog catalog) {
    List<CatalogViolation.Unlisted> gone =
        live.values().entrySet().stream()
            .flatMap(field -> gone(field.getKey(), field.getValue(), catalog))
            .toList();
    Stream<String> named = gone.stream().limit(MOST).map(RetiredValues::sentence);
    Stream<String> more =
        gone.size() > MOST
            ? Stream.of("and %d more".formatted(gone.size() - MOST))
            : Stream.empty();
    return Stream.concat(named, more).toList();
  }

  private static Stream<CatalogViolation.Unlisted> gone(
      Field field, Live<LiveValue> live, Catalog catalog) {
    return live instanceof Live.Reported<LiveValue>(LiveValue value)
        ? catalog.violations(field, value).stream()
            .filter(CatalogViolation.Unlisted.class::isInstance)
            .map(CatalogViolation.Unlisted.class::cast)
        : Stream.empty();
  }

  private static String sentence(CatalogViolation.Unlisted gone) {
    return "live %s \"%s\" is no longer in the catalog%s"
        .formatted(
            gone.path(), ServerText.clean(gone.value()), gone.of().map(" for "::concat).orElse(""));
  }
}
