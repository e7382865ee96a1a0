package net.lumenia.voice.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.lumenia.Token;

/** What is kept of a key of a labelled Secret. */
public sealed interface TokenEntry {

  /**
   * The most bytes of a token. Servers accept 8 to 16 KiB for all headers together, and every token
   * is kept in memory.
   */
  int MAX_BYTES = 16_384;

  /** It can be sent to the API, which decides whether it is valid. */
  record Usable(Token token) implements TokenEntry {}

  /**
   * It can't be sent.
   *
   * @param problem what is wrong, as the end of a sentence that begins with "it"
   */
  record Unusable(String problem) implements TokenEntry {}

  /** What is to be kept of a key of a Secret. */
  static TokenEntry of(Secret secret, String key) {
    Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    String encoded = data.get(key);
    if (encoded != null && encoded.length() > (MAX_BYTES + 2) / 3 * 4) {
      return new Unusable("has more than %d bytes, which no token has".formatted(MAX_BYTES));
    }
    return Optional.ofNullable(encoded)
        .map(text -> new String(Base64.getDecoder().decode(text), UTF_8))
        .flatMap(Token::of)
        .<TokenEntry>map(Usable::new)
        .orElseGet(
            () -> new Unusable("is absent, empty, or has characters that no header can carry"));
  }
}
