package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.lumenia.net, https://app.lumenia.net",
    "https://app.lumenia.net/, https://app.lumenia.net",
    "https://APP.Lumenia.NET, https://app.lumenia.net",
    "HTTPS://app.lumenia.net:443//, https://app.lumenia.net",
    "http://127.0.0.1:8080/, http://127.0.0.1:8080",
    "https://proxy.example/Lumenia/, https://proxy.example/Lumenia",
    "https://proxy.example/a/../b, https://proxy.example/b",
  })
  void baseUrlIsNormalized(String given, String normalized) {
    assertThat(AccountEndpoint.of(given, "a").orElseThrow().baseUrl()).hasToString(normalized);
  }

  @Test
  void equalEndpointsAreTheSameAccount() {
    assertThat(AccountEndpoint.of("https://App.Lumenia.net/", "3F2B-A"))
        .isEqualTo(AccountEndpoint.of("https://app.lumenia.net", "3f2b-a"));
    assertThat(AccountEndpoint.of("https://app.lumenia.net", "a"))
        .isNotEqualTo(AccountEndpoint.of("http://app.lumenia.net", "a"));
  }

  @Test
  void fingerprintsOfDifferentEndpointsDiffer() {
    assertThat(fingerprint("https://App.Lumenia.net/", "3F2B-A"))
        .isEqualTo(fingerprint("https://app.lumenia.net", "3f2b-a"))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(fingerprint("https://app.lumenia.net", "3f2b-b"))
        .isNotEqualTo(fingerprint("https://other.lumenia.net", "3f2b-a"));
  }

  private static String fingerprint(String baseUrl, String accountId) {
    return AccountEndpoint.of(baseUrl, accountId).orElseThrow().fingerprint();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app.lumenia.net",
        "/api",
        "ftp://app.lumenia.net",
        "https://",
        "https://user:password@app.lumenia.net",
        "https://app.lumenia.net?x=1",
        "https://app.lumenia.net#x",
        "https://app lumenia.net",
      })
  void invalidBaseUrlGivesNoEndpoint(String baseUrl) {
    assertThat(AccountEndpoint.of(baseUrl, "a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "ä"})
  void accountIdMustBeAValidHeaderValue(String accountId) {
    assertThat(AccountEndpoint.of("https://app.lumenia.net", accountId)).isEmpty();
  }
}
