package net.lumenia.voice.lumenia;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Catalog.Plain;

/**
 * A {@link Catalog} as one line for test tables: values in alphabetical order, followed by {@code
 * ...} if the list is incomplete.
 */
final class CatalogText {

  private CatalogText() {}

  static String of(Catalog catalog) {
    return "voice%s transcriber%s"
        .formatted(
            list(
                catalog.voiceProviders(),
                provider -> ids(provider.voiceIds()) + ids(provider.models())),
            list(
                catalog.transcriberProviders(),
                provider -> list(provider.models(), model -> ids(model.languages()))));
  }

  private static String ids(AllowedValues<Plain> values) {
    return list(values, _ -> "");
  }

  private static <T> String list(AllowedValues<T> allowed, Function<T, String> about) {
    var shown = new StringBuilder();
    for (Map.Entry<String, T> entry : new TreeMap<>(allowed.values()).entrySet()) {
      shown.append(shown.isEmpty() ? "" : " ").append(entry.getKey());
      shown.append(about.apply(entry.getValue()));
    }
    String more = shown.isEmpty() ? "..." : " ...";
    return "[%s%s]".formatted(shown, allowed.exhaustive() ? "" : more);
  }
}
