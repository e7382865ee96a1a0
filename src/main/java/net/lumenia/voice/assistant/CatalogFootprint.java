package net.lumenia.voice.assistant;

import java.util.function.ToLongFunction;
import net.lumenia.voice.assistant.Catalog.Plain;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.Catalog.TranscriberProvider;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;

/** Estimates how much memory a catalog takes. */
final class CatalogFootprint {

  /** The size of a list without its values, in bytes. */
  private static final long LIST = 256;

  /** The size of a value without its characters, in bytes. */
  private static final long VALUE = 128;

  private CatalogFootprint() {}

  /** In bytes. Overestimates rather than underestimates. */
  static long of(Catalog catalog) {
    return list(catalog.voiceProviders(), CatalogFootprint::of)
        + list(catalog.transcriberProviders(), CatalogFootprint::of);
  }

  private static long of(VoiceProvider provider) {
    return list(provider.voiceIds(), CatalogFootprint::of)
        + list(provider.models(), CatalogFootprint::of);
  }

  private static long of(TranscriberProvider provider) {
    return list(provider.models(), CatalogFootprint::of);
  }

  private static long of(TranscriberModel model) {
    return list(model.languages(), CatalogFootprint::of);
  }

  private static long of(Plain plain) {
    return 0;
  }

  private static <T> long list(AllowedValues<T> allowed, ToLongFunction<T> about) {
    return allowed.values().entrySet().stream()
        .mapToLong(entry -> VALUE + of(entry.getKey()) + about.applyAsLong(entry.getValue()))
        .reduce(LIST, Long::sum);
  }

  /** Java stores a Latin-1 text in one byte per character, and other texts in two. */
  private static long of(String text) {
    return text.chars().allMatch(c -> c < 256) ? text.length() : 2L * text.length();
  }
}
