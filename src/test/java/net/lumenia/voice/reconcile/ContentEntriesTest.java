package net.lumenia.voice.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import net.lumenia.voice.account.TokenEntry;
import net.lumenia.voice.cluster.cache.PromptEntry;
import net.lumenia.voice.lumenia.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cached entries of Secrets and ConfigMaps are small, and equal if nothing has changed. */
class ContentEntriesTest {

  @Test
  void promptIsKeptAsItsDigest() {
    PromptEntry kept = PromptEntry.of(prompts(Map.of("text", "Be kind.", "other", "1")), "text");
    assertThat(kept).isInstanceOf(PromptEntry.Text.class);
    assertThat(kept).isEqualTo(PromptEntry.of(prompts(Map.of("text", "Be kind.")), "text"));
    assertThat(kept).isNotEqualTo(PromptEntry.of(prompts(Map.of("text", "Be brief.")), "text"));
  }

  /** Otherwise changes of other keys would start reconciles. */
  @Test
  void missingKeyStaysEqual() {
    PromptEntry one = PromptEntry.of(prompts(Map.of("a", "1")), "text");
    PromptEntry other = PromptEntry.of(prompts(Map.of("b", "1")), "text");
    assertThat(one)
        .isEqualTo(other)
        .isNotEqualTo(PromptEntry.of(prompts(Map.of("text", " ")), "text"));
    assertThat(one.toString()).contains("ConfigMap prompts has no key text; it has a: add it");
  }

  @Test
  void messageNamesTheFirstTenKeys() {
    var data = new HashMap<String, String>();
    for (int number = 0; number < 100_000; number++) {
      data.put("key-%06d".formatted(number), "");
    }
    assertThat(PromptEntry.of(prompts(data), "text").toString())
        .contains("key-000000, key-000001", "key-000009: add it")
        .doesNotContain("key-000010");
  }

  @Test
  void tokenIsTrimmed() {
    assertThat(TokenEntry.of(secret(" abc \n"), "token"))
        .isEqualTo(new TokenEntry.Usable(Token.of("abc").orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä"})
  void textThatNoHeaderCanCarryIsNoToken(String token) {
    assertThat(TokenEntry.of(secret(token), "token").toString())
        .contains("is absent, empty, or has characters that are not allowed in a header");
  }

  @Test
  void tokenHasAtMost16KiB() {
    assertThat(TokenEntry.of(secret("x".repeat(16_384)), "token"))
        .isInstanceOf(TokenEntry.Usable.class);
    assertThat(TokenEntry.of(secret("x".repeat(16_387)), "token"))
        .isEqualTo(new TokenEntry.Unusable("has more than 16384 bytes, the maximum for a token"));
    assertThat(TokenEntry.of(secret("x".repeat(16_384)), "other"))
        .isInstanceOf(TokenEntry.Unusable.class);
  }

  private static ConfigMap prompts(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("prompts")
        .endMetadata()
        .withData(data)
        .build();
  }

  private static Secret secret(String token) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("lumenia")
        .endMetadata()
        .withData(Map.of("token", Base64.getEncoder().encodeToString(token.getBytes(UTF_8))))
        .build();
  }
}
