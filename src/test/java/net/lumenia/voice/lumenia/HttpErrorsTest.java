package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import mockwebserver3.MockResponse;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Forbidden;
import net.lumenia.voice.lumenia.ApiFailure.NotFound;
import net.lumenia.voice.lumenia.ApiFailure.NotProvisioned;
import net.lumenia.voice.lumenia.ApiFailure.RateLimited;
import net.lumenia.voice.lumenia.ApiFailure.Rejected;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error status is one kind of failure, with a message that says what to do. */
class HttpErrorsTest {

  private static final String ERROR = "{\"success\":false,\"message\":\"no  such\\nluck\"}";

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void forbidden() {
    ApiFailure failure = Api.failure(api.answering(403, ERROR).get());
    assertThat(failure)
        .isEqualTo(
            new Forbidden(
                "the API refused the token for this workspace: check the LumeniaAccount's token, and"
                    + " that its accountId belongs to the same partner (HTTP 403): no such luck"));
    assertThat(failure.mayHaveTakenEffect()).isFalse();
    assertThat(Api.failure(api.answering(401, ERROR).get())).isInstanceOf(Forbidden.class);
    assertThat(api.observed).containsExactly("get_assistant 403", "get_assistant 401");
  }

  @Test
  void notFound() {
    ApiFailure failure = Api.failure(api.answering(404, ERROR).patch());
    assertThat(failure)
        .isEqualTo(
            new NotFound(
                "the account has no such workspace, or the workspace has no voice integration; the"
                    + " slug in a path is the lower-case hex of the workspace's name (HTTP 404): no such"
                    + " luck"));
    assertThat(failure.mayHaveTakenEffect()).isFalse();
    assertThat(api.observed).containsExactly("patch_assistant 404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the workspace has no voice integration; provision it first | true",
        "Voice integration not found | true",
        "voice-integration was not found for this workspace | true",
        "This workspace does not have a voice assistant. | true",
        "No voice assistant for workspace acme | true",
        "Voice integration is not provisioned | true",
        "workspace not found | false",
        "no workspace with slug \"61\" in this account | false",
        "Workspace not found or it has no voice integration | false",
        "No such workspace, or no voice integration | false",
        "not found | false",
        "the voice integration belongs to another organization | false",
      })
  void workspaceWithoutVoiceIntegration(String message, boolean isNotProvisioned) {
    String body = JsonNodeFactory.instance.objectNode().put("message", message).toString();
    assertThat(Api.failure(api.answering(404, body).get()))
        .isInstanceOf(isNotProvisioned ? NotProvisioned.class : NotFound.class);
  }

  /** A proxy that speaks of an integration is no word of the API. */
  @Test
  void onlyJsonSaysThatThereIsNoVoiceIntegration() {
    assertThat(Api.failure(api.answering(404, "voice integration not found").get()))
        .isInstanceOf(BadResponse.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 405, 413, 418, 422, 499})
  void rejected(int code) {
    ApiFailure failure = Api.failure(api.answering(code, ERROR).patch());
    assertThat(failure)
        .isEqualTo(
            new Rejected(
                code, "the API rejected the request (HTTP %d): no such luck".formatted(code)));
    assertThat(failure.mayHaveTakenEffect()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 421, 423, 425})
  void laterRequestMaySucceed(int code) {
    ApiFailure failure = Api.failure(api.answering(code, ERROR).patch());
    assertThat(failure)
        .isEqualTo(
            new Unavailable(
                OptionalInt.of(code),
                Optional.empty(),
                "the API does not accept the request now (HTTP %d): no such luck".formatted(code)));
    assertThat(failure.mayHaveTakenEffect()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | RBAC: access denied                                | ': RBAC: access denied'
          403 | <html><title>Attention Required!</title>nope       | ': an HTML page with the title "Attention Required!"'
          404 | default backend - 404                              | ': default backend - 404'
          404 | ''                                                 | ''
          """)
  void onlyJsonIsAVerdict(int code, String body, String shown) {
    var answer =
        new MockResponse.Builder().code(code).body(body).setHeader("CF-Ray", "8f1-TXL").build();
    ApiFailure failure = Api.failure(api.answering(answer).get());
    assertThat(failure)
        .isEqualTo(
            new BadResponse(
                "$",
                "a firewall or proxy seems to have answered instead of the API: let the operator's requests pass there, or correct the LumeniaAccount's baseUrl (HTTP %d, CF-Ray 8f1-TXL)%s"
                    .formatted(code, shown)));
    assertThat(failure.mayHaveTakenEffect()).isTrue();
  }

  @Test
  void status408IsATimeout() {
    ApiFailure failure = Api.failure(api.answering(408, "").patch());
    assertThat(failure).isInstanceOf(Timeout.class);
    assertThat(failure.mayHaveTakenEffect()).isTrue();
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                             | PT7S
          3600                          | PT1H
          3601                          | PT1H
          99999999999999999999999999    | PT1H
          Sun, 01 Nov 2026 12:01:30 GMT | PT1M30S
          Sunday, 01-Nov-26 12:01:30 GMT| PT1M30S
          Sun Nov  1 12:01:30 2026      | PT1M30S
          Tue, 01 Nov 2089 12:00:00 GMT | PT1H
          Sun, 01 Nov 2026 11:59:59 GMT |
          0                             |
          -1                            |
          1.5                           |
          soon                          |
          ''                            |
          """)
  void retryAfterIsReadFrom429And503(String header, Duration expected) {
    var retryAfter = Optional.ofNullable(expected);
    ApiFailure limited = Api.failure(api.answering(withRetryAfter(429, header)).patch());
    assertThat(limited)
        .isEqualTo(new RateLimited(retryAfter, "too many requests for this account (HTTP 429)"));
    assertThat(limited.mayHaveTakenEffect()).isFalse();

    ApiFailure unavailable = Api.failure(api.answering(withRetryAfter(503, header)).patch());
    assertThat(unavailable)
        .isEqualTo(
            new Unavailable(
                OptionalInt.of(503), retryAfter, "the API is not available (HTTP 503)"));
    assertThat(unavailable.mayHaveTakenEffect()).isTrue();
    assertThat(api.server.getRequestCount()).as("nothing is repeated").isEqualTo(2);
  }

  @Test
  void withoutRetryAfter() {
    assertThat(Api.failure(api.answering(429, ERROR).get()))
        .isEqualTo(
            new RateLimited(
                Optional.empty(), "too many requests for this account (HTTP 429): no such luck"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 504, 599})
  void serverErrors(int code) {
    ApiFailure failure = Api.failure(api.answering(withRetryAfter(code, "7")).patch());
    assertThat(failure)
        .isEqualTo(
            new Unavailable(
                OptionalInt.of(code),
                Optional.empty(),
                "the API failed (HTTP %d)".formatted(code)));
    assertThat(failure.mayHaveTakenEffect()).isTrue();
    assertThat(api.observed).containsExactly("patch_assistant " + code);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int code) {
    String target = api.server.url("/login?next=" + Api.SECRET).toString();
    var redirect = new MockResponse.Builder().code(code).setHeader("Location", target).build();
    assertThat(Api.failure(api.answering(redirect).get()))
        .isEqualTo(
            new BadResponse(
                "$",
                "the API redirects to %s (HTTP %d); the operator follows no redirects, because they could leak the token: check the base URL"
                    .formatted(api.server.url("/login"), code)));
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void invalidStatusIsNoLabel() {
    assertThat(Api.failure(api.answering(799, "").get())).isInstanceOf(BadResponse.class);
    assertThat(Api.failure(api.answering(304, "").get())).isInstanceOf(BadResponse.class);
    assertThat(api.observed).containsExactly("get_assistant bad-response", "get_assistant 304");
  }

  @Test
  void truncatedErrorTextIsIgnored() {
    var cut = new MockResponse.Builder().code(500).body("{}").setHeader("Content-Length", 99);
    cut.onResponseEnd(mockwebserver3.SocketEffect.ShutdownConnection.INSTANCE);
    assertThat(Api.failure(api.answering(cut.build()).get()).message())
        .isEqualTo("the API failed (HTTP 500)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"success":false,"message":"a"}       | a
          {"error":"b"}                         | b
          {"error":{"message":"c","code":1}}    | c
          {"message":7,"error":"d"}             | d
          {"message":"","error":"e"}            | e
          just text                             | just text
          "quoted"                              | "quoted"
          {"detail":"f"}                        | {"detail":"f"}
          [1,2]                                 | [1,2]
          {"message":                           | {"message":
          <html><title>502 Bad Gateway</title>  | an HTML page with the title "502 Bad Gateway"
          <!doctype html><p>tag soup</p>        | an HTML page
          """)
  void errorTextIsInTheMessage(String body, String text) {
    assertThat(Api.failure(api.answering(400, body).get()).message())
        .isEqualTo("the API rejected the request (HTTP 400): " + text);
  }

  private static MockResponse withRetryAfter(int code, String value) {
    return new MockResponse.Builder().code(code).addHeaderLenient("Retry-After", value).build();
  }
}
