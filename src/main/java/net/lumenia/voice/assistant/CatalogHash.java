package net.lumenia.voice.assistant;

import java.util.function.BiConsumer;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;

/** Writes a catalogue in one form only, and takes the digest of that. */
final class CatalogHash {

  private final StringBuilder text = new StringBuilder();

  private CatalogHash() {}

  static String of(Catalog catalog) {
    var hash = new CatalogHash();
    hash.write(catalog.voiceProviders(), CatalogHash::write);
    hash.write(
        catalog.transcriberProviders(),
        (to, provider) -> to.write(provider.models(), CatalogHash::write));
    return Digest.of(hash.text.toString());
  }

  private void write(VoiceProvider provider) {
    write(provider.voiceIds(), (_, _) -> {});
    write(provider.models(), (_, _) -> {});
  }

  private void write(TranscriberModel model) {
    write(model.languages(), (_, _) -> {});
  }

  /** With the length of every value, so that no value can look like the form around it. */
  private <T> void write(Allowed<T> allowed, BiConsumer<CatalogHash, T> rest) {
    text.append(allowed.exhaustive() ? "only" : "atLeast").append('(');
    allowed
        .values()
        .forEach(
            (value, about) -> {
              text.append(value.length()).append(':').append(value);
              rest.accept(this, about);
            });
    text.append(')');
  }
}
