package net.lumenia.voice.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;

/** Writes a catalog in a canonical form and hashes it. */
final class CatalogHash {

  private final MessageDigest digest = sha256();

  private CatalogHash() {}

  /** 64 hex digits: the SHA-256 over UTF-8. */
  static String of(Catalog catalog) {
    var hash = new CatalogHash();
    hash.write(catalog.voiceProviders(), CatalogHash::write);
    hash.write(
        catalog.transcriberProviders(),
        (to, provider) -> to.write(provider.models(), CatalogHash::write));
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void write(VoiceProvider provider) {
    write(provider.voiceIds(), (_, _) -> {});
    write(provider.models(), (_, _) -> {});
  }

  private void write(TranscriberModel model) {
    write(model.languages(), (_, _) -> {});
  }

  /** Writes the length of every value, so that no value can imitate the form around it. */
  private <T> void write(AllowedValues<T> allowed, BiConsumer<CatalogHash, T> rest) {
    write(allowed.exhaustive() ? "only(" : "atLeast(");
    allowed
        .values()
        .forEach(
            (value, about) -> {
              write(value.length() + ":" + value);
              rest.accept(this, about);
            });
    write(")");
  }

  private void write(String text) {
    digest.update(text.getBytes(UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
