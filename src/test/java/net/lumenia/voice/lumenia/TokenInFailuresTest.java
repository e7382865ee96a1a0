package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No failure contains a token that the server echoes. */
class TokenInFailuresTest {

  private static final String T = Api.SECRET;

  static Stream<MockResponse> echoes() {
    return Stream.of(
        body(400, "{\"message\":\"bad token %s\"}".formatted(T)),
        body(403, "{\"error\":{\"message\":\"%s\"}}".formatted(T)),
        body(500, "Bearer " + T),
        body(500, "x".repeat(245) + T),
        body(500, T.substring(0, 5) + "\u0000" + T.substring(5)),
        body(502, "<title>%s</title>".formatted(T)),
        body(200, "<title>%s</title>".formatted(T)),
        body(200, "{\"success\":false,\"message\":\"%s\"}".formatted(T)),
        body(200, "{\"error\":\"%s\"}".formatted(T)),
        body(200, "{\"%s\":".formatted(T)),
        body(200, "{\"%s\":{\"a\":[tru".formatted(T)),
        body(200, T),
        body(200, "{\"%s\":1}".formatted(T)),
        body(200, "{\"assistant\":\"%s\"}".formatted(T)),
        new MockResponse.Builder()
            .code(302)
            .setHeader("Location", "https://x.example/" + T)
            .build(),
        new MockResponse.Builder().code(302).setHeader("Location", "/?token=" + T).build(),
        new MockResponse.Builder().code(503).setHeader("Retry-After", T).build(),
        new MockResponse.Builder().setHeader("Content-Encoding", T).body("x").build(),
        new MockResponse.Builder().status("HTTP/1.1 500 " + T).build(),
        new MockResponse.Builder().status("HTTP/1.1 " + T).build(),
        new MockResponse.Builder().status(T).build());
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void tokenIsRedacted(MockResponse echo) {
    try (var api = new Api()) {
      ApiResult<?> result = api.answering(echo).get();
      assertThat(Api.failure(result).message()).doesNotContain(T).doesNotContain("sk-live");
      assertThat(result.toString()).doesNotContain(T);
      assertThat(api.observed.toString()).doesNotContain(T);
    }
  }

  private static MockResponse body(int code, String body) {
    return new MockResponse.Builder().code(code).body(body).build();
  }
}
