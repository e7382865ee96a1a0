package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  @Test
  void isTrimmed() {
    assertThat(Token.of(" \tabc\n")).isEqualTo(Token.of("abc")).isPresent();
    assertThat(Token.of("abc").orElseThrow().authorization()).isEqualTo("Bearer abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\n", "a\nb", "a\rb", "a\u0000b", "schlüssel", "a b", "\u200babc"})
  void tokenMustBeAValidHeaderValue(String raw) {
    assertThat(Token.of(raw)).isEmpty();
  }

  @Test
  void toStringHidesTheToken() {
    assertThat(Token.of("abc").orElseThrow()).hasToString("Token[hidden]");
    assertThat(Api.credentials("https://api.example").toString())
        .contains("https://api.example", Api.ACCOUNT)
        .doesNotContain(Api.SECRET);
  }
}
