package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Forbidden;
import net.lumenia.voice.lumenia.ApiFailure.NotFound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyTokenTest {

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void accepted() {
    assertThat(Api.value(api.answering(200, "{\"authenticated\":true,\"more\":1}").verify()))
        .isEqualTo(new Authenticated());
    assertThat(api.observed).containsExactly("verify_key 200");
  }

  @Test
  void refused() {
    assertThat(Api.failure(api.answering(200, "{\"authenticated\":false}").verify()))
        .isInstanceOf(Forbidden.class);
    assertThat(Api.failure(api.answering(403, "{\"message\":\"revoked\"}").verify()))
        .isEqualTo(
            new Forbidden(
                "the API refused the token: check the token in the LumeniaAccount's Secret (HTTP"
                    + " 403): revoked"));
    assertThat(api.observed).containsExactly("verify_key 200", "verify_key 403");
  }

  @Test
  void noApiAtTheBaseUrl() {
    assertThat(Api.failure(api.answering(404, "{\"message\":\"no\"}").verify()))
        .isEqualTo(new NotFound("there is no API at the base URL (HTTP 404): no"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                     | authenticated
          {"authenticated":null}                 | authenticated
          {"authenticated":"true"}               | authenticated
          {"success":false,"authenticated":true} | success
          {"error":"no","authenticated":true}    | error
          true                                   | $
          <html>                                 | $
          """)
  void otherAnswersAreUnusable(String body, String path) {
    assertThat(Api.failure(api.answering(200, body).verify()))
        .isInstanceOfSatisfying(BadResponse.class, bad -> assertThat(bad.path()).isEqualTo(path));
  }
}
