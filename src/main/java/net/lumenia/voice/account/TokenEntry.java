package net.lumenia.voice.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.lumenia.Token;

/** The cached form of one key of a labeled Secret. */
public sealed interface TokenEntry {

  /**
   * The maximum length of a token, in bytes. Servers accept 8 to 16 KiB for all headers together,
   * and every token stays in memory.
   */
  int MAX_BYTES = 16_384;

  /** A token that can be sent. Only the API knows whether it is valid. */
  record Usable(Token token) implements TokenEntry {}

  /**
   * A value that can't be sent.
   *
   * @param problem what is wrong, to follow {@code key K of Secret S}
   */
  record Unusable(String problem) implements TokenEntry {}

  static TokenEntry of(Secret secret, String key) {
    Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    String encoded = data.get(key);
    if (encoded != null && encoded.length() > (MAX_BYTES + 2) / 3 * 4) {
      return new Unusable("has more than %d bytes, the maximum for a token".formatted(MAX_BYTES));
    }
    return Optional.ofNullable(encoded)
        .map(text -> new String(Base64.getDecoder().decode(text), UTF_8))
        .flatMap(Token::of)
        .<TokenEntry>map(Usable::new)
        .orElseGet(
            () ->
                new Unusable(
                    "is absent, empty, or has characters that are not allowed in a header"));
  }
}
