package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import mockwebserver3.MockResponse;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Rejected;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A 2xx whose body is unusable or unusual. */
class HostileAnswersTest {

  private static final String GOOD = "{\"assistant\":{\"firstMessage\":\"Hi\"}}";
  private static final int LIMIT = 4 << 20;

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `   `                                    | $                      | expected JSON, found only whitespace
          <html><title>Log in</title>              | $                      | expected JSON, found an HTML page with the title "Log in"
          not JSON                                 | $                      | this is not JSON
          {"assistant":{"voice":{"voiceId":"Cl     | assistant.voice.voiceId| the JSON ends too early
          {"assistant":{"fallbackVoices":[{},{},   | assistant.fallbackVoices[2] | the JSON ends too early
          {"assistant":{}} trailing                | $                      | there is data after the JSON
          {"assistant":{}}{}                       | $                      | there is data after the JSON
          {"assistant":{'a':1}}                    | assistant              | this is not JSON
          {"assistant":{"voice":NaN}}              | assistant.voice        | this is not JSON
          {"assistant":{"prompt":01}}              | assistant.prompt       | this is not JSON
          {"assistant":[]}                         | assistant              | expected an object, found an array
          {"assistant":"x"}                        | assistant              | expected an object, found a string
          {"assistant":{},"assistant":{}}          | assistant              | expected an object, found several values under one name
          []                                       | $                      | expected an object, found an array
          null                                     | $                      | expected an object, found null
          42                                       | $                      | expected an object, found a number
          {"success":false,"assistant":{}}         | success                | the API says that it failed
          {"success":false,"message":"Try later"}  | success                | the API says that it failed: Try later
          {"success":"yes","assistant":{}}         | success                | expected true, found a string
          {"error":{"message":"no"},"voice":{}}    | error                  | the API says that it failed: no
          {"assistant":{"error":"gone"}}           | assistant.error        | the API says that it failed: gone
          """)
  void badForBothGetAndPatch(String body, String path, String problem) {
    String where = path.equals("$") ? "" : " at " + path;
    var expected =
        new BadResponse(path, "the API's answer cannot be used%s: %s".formatted(where, problem));
    assertThat(Api.failure(api.answering(200, body).get())).isEqualTo(expected);
    assertThat(Api.failure(api.answering(200, body).patch())).isEqualTo(expected);
    assertThat(expected.mayHaveTakenEffect()).isTrue();
    assertThat(api.observed)
        .containsExactly("get_assistant bad-response", "patch_assistant bad-response");
  }

  /** The change is accepted, but a GET must verify it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"success\":true}",
        "{\"success\":true,\"assistant\":null}",
        "{\"message\":\"updated\"}"
      })
  void emptyAnswerIsASuccessForPatchAndAFailureForGet(String body) {
    assertThat(Api.value(api.answering(200, body).patch()).values()).isEmpty();
    assertThat(Api.failure(api.answering(200, body).get())).isInstanceOf(BadResponse.class);
  }

  @Test
  void noContent() {
    var noContent = new MockResponse.Builder().code(204).build();
    assertThat(Api.value(api.answering(noContent).patch()).values()).isEmpty();
    assertThat(Api.failure(api.answering(noContent).get())).isInstanceOf(BadResponse.class);
  }

  @Test
  void assistantWithNothingSet() {
    assertThat(Api.value(api.answering(200, "{\"assistant\":{}}").get()).values()).isEmpty();
    assertThat(
            Api.value(api.answering(200, "{\"success\":true,\"assistant\":{}}").patch()).values())
        .isEmpty();
  }

  @Test
  void otherEncodingsOfJson() {
    ByteString utf16 = ByteString.encodeString(GOOD, java.nio.charset.StandardCharsets.UTF_16LE);
    assertGood(new MockResponse.Builder().body(new Buffer().write(utf16)).build());
    assertGood(new MockResponse.Builder().body("\ufeff" + GOOD).build());
    assertBad(
        new MockResponse.Builder()
            .body(new Buffer().writeUtf8("{\"prompt\":\"").writeByte(0xff).writeUtf8("\"}"))
            .build(),
        "this is not JSON");
    var noUnicode = ByteString.decodeHex("00003c00");
    assertBad(
        new MockResponse.Builder().body(new Buffer().write(noUnicode)).build(), "this is not JSON");
  }

  @Test
  void depth() {
    assertThat(Api.failure(api.answering(200, nested(100_000)).get()))
        .isInstanceOfSatisfying(
            BadResponse.class,
            bad -> assertThat(bad.message()).contains("nested more than 64 deep"));
    assertThat(Api.failure(api.answering(200, nested(64)).get())).isInstanceOf(BadResponse.class);
    assertThat(Api.value(api.answering(200, nested(63)).get()).values()).hasSize(1);
  }

  /** The object itself is the first level. */
  private static String nested(int arrays) {
    return "{\"x\":%s%s,\"prompt\":\"p\"}".formatted("[".repeat(arrays), "]".repeat(arrays));
  }

  @Test
  void tooManyValues() {
    String body = "{\"prompt\":\"p\",\"x\":[" + "[],".repeat(1_000_000) + "0]}";
    assertThat(Api.failure(api.answering(200, body).get()).message())
        .contains("more than 250000 values");
  }

  @Test
  void largeNumbersInUnknownFields() {
    String digits = "9".repeat(1_000_000);
    assertGood(
        new MockResponse.Builder()
            .body(
                "{\"x\":1e999999999,\"y\":-1E-99999999999999,\"z\":%s,\"f\":0.%s,%s"
                    .formatted(digits, digits, GOOD.substring(1)))
            .build());
  }

  @Test
  void bodyOfTheMaximumSizeIsReadAndOneByteMoreIsNot() {
    String largest = GOOD + " ".repeat(LIMIT - GOOD.length());
    assertGood(new MockResponse.Builder().body(largest).build());
    assertGood(new MockResponse.Builder().chunkedBody(largest, 100_000).build());
    assertGood(gzipped(largest));
    assertBad(new MockResponse.Builder().body(largest + " ").build(), "larger than 4 MiB");
    assertBad(
        new MockResponse.Builder().chunkedBody(largest + " ", 100_000).build(),
        "larger than 4 MiB");
    assertBad(gzipped(largest + " "), "larger than 4 MiB");
  }

  @Test
  void gzipBombIsRejected() {
    assertBad(gzipped(" ".repeat(1 << 26)), "larger than 4 MiB");
  }

  @Test
  void tooLargeErrorTextIsIgnored() {
    assertThat(Api.failure(api.answering(400, "x".repeat(LIMIT + 1)).patch()))
        .isEqualTo(new Rejected(400, "the API rejected the request (HTTP 400)"));
    assertThat(Api.failure(api.answering(400, "x".repeat(LIMIT)).patch()).message())
        .hasSizeLessThan(400);
  }

  @Test
  void longHtmlIsRejectedQuickly() {
    String soup = "<title<title".repeat(LIMIT / 12);
    assertThat(Api.failure(api.answering(200, soup).get()).message())
        .endsWith("expected JSON, found an HTML page");
  }

  @Test
  void compression() {
    assertGood(gzipped(GOOD));
    var plain = new MockResponse.Builder().setHeader("Content-Encoding", "gzip").body(GOOD);
    assertBad(plain.build(), "cannot be decompressed");
    assertBad(plain.setHeader("Content-Encoding", "br").build(), "unsupported Content-Encoding");
    ByteString archive = gzip(GOOD).readByteString();
    assertBad(
        plain
            .setHeader("Content-Encoding", "gzip")
            .body(new Buffer().write(archive.substring(0, archive.size() / 2)))
            .build(),
        "cannot be decompressed");
  }

  private void assertGood(MockResponse response) {
    assertThat(Api.value(api.answering(response).get()).field(Field.FIRST_MESSAGE))
        .isEqualTo(new Live.Reported<>(new Value.Text("Hi")));
  }

  private void assertBad(MockResponse response, String problem) {
    assertThat(Api.failure(api.answering(response).get()))
        .isInstanceOfSatisfying(
            BadResponse.class, bad -> assertThat(bad.message()).contains(problem));
  }

  private static MockResponse gzipped(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Encoding", "gzip")
        .body(gzip(body))
        .build();
  }

  private static Buffer gzip(String body) {
    var compressed = new Buffer();
    try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
      sink.writeUtf8(body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return compressed;
  }
}
