package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact requests on the wire. */
class RequestsTest {

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void getAssistant() throws InterruptedException {
    api.answering(200, "{\"assistant\":{}}").get();
    RecordedRequest request = api.taken();
    assertThat(request.getRequestLine())
        .isEqualTo("GET /api/v1/workspace/61636d65/voice-integration/assistant HTTP/1.1");
    assertThat(request.getHeaders().newBuilder().removeAll("Host").build())
        .containsExactlyInAnyOrder(
            kotlin("Authorization", "Bearer " + Api.SECRET),
            kotlin("X-Account-Id", Api.ACCOUNT),
            kotlin("Accept", "application/json"),
            kotlin("Accept-Encoding", "gzip"),
            kotlin("User-Agent", "voice-operator/1.2.3"),
            kotlin("Connection", "Keep-Alive"));
    assertThat(request.getBodySize()).isZero();
  }

  @Test
  void patchAssistant() throws InterruptedException {
    api.answering(200, "{\"success\":true,\"assistant\":{}}").patch();
    RecordedRequest request = api.taken();
    assertThat(request.getRequestLine())
        .isEqualTo("PATCH /api/v1/workspace/61636d65/voice-integration/assistant HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Api.SECRET);
    assertThat(request.getHeaders().get("X-Account-Id")).isEqualTo(Api.ACCOUNT);
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getBody()).isEqualTo(ByteString.encodeUtf8("{\"firstMessage\":\"Grüße\"}"));
  }

  @Test
  void provision() throws InterruptedException {
    api.answering(201, "{\"success\":true}").provision();
    RecordedRequest request = api.taken();
    assertThat(request.getRequestLine())
        .isEqualTo("POST /api/v1/workspace/61636d65/voice-integration HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Api.SECRET);
    assertThat(request.getHeaders().get("X-Account-Id")).isEqualTo(Api.ACCOUNT);
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getBody()).isEqualTo(ByteString.encodeUtf8("{\"firstMessage\":\"Grüße\"}"));
  }

  /** Without an account. */
  @Test
  void verifyToken() throws InterruptedException {
    api.answering(200, "{\"authenticated\":true}").verify();
    RecordedRequest request = api.taken();
    assertThat(request.getRequestLine()).isEqualTo("GET /api/v1/auth HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Api.SECRET);
    assertThat(request.getHeaders().get("X-Account-Id")).isNull();
  }

  @Test
  void callsOfOneTaskRunShareAnId() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      api.answering(200, "{\"assistant\":{}}");
    }
    Runnable work =
        Correlation.of(
            () -> {
              api.get();
              api.patch();
            });
    work.run();
    work.run();
    String id = correlationId();
    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(correlationId()).isEqualTo(id);
    assertThat(correlationId()).matches("[0-9a-f]{16}").isNotEqualTo(id);
    assertThat(Correlation.current()).isEmpty();
  }

  private String correlationId() throws InterruptedException {
    return String.valueOf(api.taken().getHeaders().get("X-Correlation-Id"));
  }

  @Test
  void baseUrlMayHaveAPath() throws InterruptedException {
    api.answering(200, "{\"assistant\":{}}");
    api.client.getAssistant(Api.credentials(api.server.url("/proxy/lumenia/").toString()), "a");
    assertThat(api.taken().getTarget())
        .isEqualTo("/proxy/lumenia/api/v1/workspace/a/voice-integration/assistant");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a%2Fb",
    "../../auth, ..%2F..%2Fauth",
    "..%2Fauth, ..%252Fauth",
    "%2e%2e, %252e%252e",
    "a?b=c, a%3Fb=c",
    "a#b, a%23b",
    "a\\b, a%5Cb",
    "ä, %C3%A4",
  })
  void slugIsEncodedAsOneSegment(String slug, String segment) throws InterruptedException {
    api.answering(200, "{\"assistant\":{}}");
    api.client.getAssistant(api.credentials(), slug);
    assertThat(api.taken().getTarget())
        .isEqualTo("/api/v1/workspace/" + segment + "/voice-integration/assistant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void pathStepIsAnInvalidSlug(String slug) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.client.getAssistant(api.credentials(), slug));
  }

  private static kotlin.Pair<String, String> kotlin(String name, String value) {
    return new kotlin.Pair<>(name, value);
  }
}
