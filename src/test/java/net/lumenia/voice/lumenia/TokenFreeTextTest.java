package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenFreeTextTest {

  private final TokenFreeText text = new TokenFreeText(Token.of("secret"));

  @Test
  void controlCharactersAreStripped() {
    assertThat(text.clean(" a\r\n\tb\u0000\u001b[31mc\u202ed\u200be\u2028f\u0085g\ud800h "))
        .isEqualTo("a b[31mcde f gh");
  }

  @Test
  void isCutAt256Characters() {
    assertThat(text.clean("x".repeat(256))).isEqualTo("x".repeat(256));
    assertThat(text.clean("x".repeat(257))).isEqualTo("x".repeat(255) + "…");
    assertThat(text.clean("😀".repeat(300))).isEqualTo("😀".repeat(255) + "…");
  }

  @Test
  void theTokenIsRemovedWhereverItStands() {
    assertThat(text.clean("not secret, no: sec\u0000ret")).isEqualTo("not [token], no: [token]");
    assertThat(text.clean("x".repeat(252) + "secret")).doesNotContain("sec");
    assertThat(new TokenFreeText(Optional.empty()).clean("secret")).isEqualTo("secret");
  }
}
