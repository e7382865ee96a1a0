package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.RateLimited;
import net.lumenia.voice.lumenia.ApiFailure.Rejected;
import okhttp3.Protocol;

/** For any answer, a call returns a result and releases its connection. */
class AnswerFuzzTest {

  private static final RawServer SERVER = new RawServer();

  /** No call takes longer, except for an answer that is shorter than its declared length. */
  private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private static final List<String> ANSWERS =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 39\r\nRetry-After: 7\r\n\r\n{\"assistant\":{\"firstMessage\":\"Hello\"}} ",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\n{\"ass\r\n1A;c\r\nistant\":{\"prompt\":\"Hello\"}}\r\n0\r\nX-Trailer: a\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html; charset=x\r\n\r\n\u001f\u008b\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0003abc",
          "HTTP/1.1 429 Too Many\r\nRetry-After: Sun, 01 Nov 2026 12:01:30 GMT\r\nContent-Length: 2\r\n\r\nno",
          "HTTP/1.1 503 Wait\r\nretry-after: 0\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.0 302 Elsewhere\r\nLocation: https://x.example/a?b#c\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 401 No\r\nWWW-Authenticate: Bearer\r\nContent-Length: 3\r\n\r\n<p>",
          "HTTP/1.1 204 None\r\n\r\n",
          "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic\r\nConnection: close\r\n\r\n",
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n{}");

  /** Bytes that mutations insert: the parsers' delimiters, and unexpected ones. */
  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\r",
          "\n",
          "\r\n\r\n",
          ":",
          " ",
          ";",
          "\u0000",
          "\u007f",
          "\u00e4",
          "\u00ff",
          "%",
          "-1",
          "-12",
          "0",
          "99999999999999999999",
          "7fffffffffffffff",
          "ffffffffffffffff",
          "1e9",
          "Retry-After: \u00e4\u0001\r\n",
          "Retry-After:\r\n",
          "Content-Length: 1\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 9223372036854775807\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Content-Encoding: gzip\r\n",
          "Content-Encoding: \u00e4\r\n",
          "Connection: close\r\n",
          "Connection: upgrade\r\n",
          "Location: \u00e4\u0001\r\n",
          "Location:\r\n",
          "HTTP/1.1 ",
          "HTTP/1.1 000 \r\n",
          "{\"",
          "\"}",
          "\\u0000",
          "\u001f\u008b\u0008",
          "Voice-Operator-Retry-After: 7\r\n");

  @AfterContainer
  static void close() throws IOException {
    SERVER.close();
  }

  @Property(tries = 400)
  void mutatedAnswerGivesAResult(@ForAll("mutated") byte[] answer, @ForAll Operation operation) {
    assertResult(answer, operation);
  }

  @Property(tries = 100)
  void anyBytesAfterAStatusLineGiveAResult(@ForAll byte[] bytes, @ForAll Operation operation) {
    assertResult(("HTTP/1.1 200 OK\r\n" + latin1(bytes)).getBytes(ISO_8859_1), operation);
  }

  /** OkHttp throws an unchecked exception for it. */
  @Example
  void negativeStatusGivesAResult() {
    var failure =
        Api.failure(assertResult(bytes("HTTP/1.1 -12 x\r\n\r\n"), Operation.GET_ASSISTANT));
    assertThat(failure)
        .isEqualTo(BadResponse.at("$", "the operator failed to read it: IllegalStateException"));
  }

  @Example
  void unusableRetryAfterIsIgnored() {
    for (String value :
        List.of("\u00e4", "7\u0001", "\u00ff\u00fe", "7\u007f", "x".repeat(9_000))) {
      String header = "Retry-After: " + value + "\r\nContent-Length: ";
      var good =
          assertResult(
              bytes("HTTP/1.1 200 OK\r\n" + header + "22\r\n\r\n{\"assistant\":{\"x\":[]}}"),
              Operation.GET_ASSISTANT);
      assertThat(Api.value(good)).isInstanceOf(LiveAssistant.class);
      var limited =
          assertResult(
              bytes("HTTP/1.1 429 No\r\n" + header + "0\r\n\r\n"), Operation.GET_ASSISTANT);
      assertThat(Api.failure(limited))
          .isInstanceOfSatisfying(
              RateLimited.class, no -> assertThat(no.retryAfter()).isEqualTo(Optional.empty()));
    }
  }

  /** OkHttp buffers chunk extensions of any length. */
  @Example
  void endlessChunkExtensionIsRejected() {
    for (String status : List.of("200 OK", "400 No")) {
      var sent = new AtomicLong();
      SERVER.answering(
          out -> {
            out.write(
                bytes("HTTP/1.1 %s\r\nTransfer-Encoding: chunked\r\n\r\n5;".formatted(status)));
            var extension = new byte[8_192];
            while (sent.addAndGet(extension.length) < 1L << 30) {
              out.write(extension);
            }
          });
      ApiFailure failure = Api.failure(call(Operation.GET_ASSISTANT));
      if (status.startsWith("200")) {
        assertThat(failure)
            .isEqualTo(BadResponse.at("$", "the transfer is much larger than the body"));
      } else {
        assertThat(failure).isInstanceOf(Rejected.class);
      }
      assertThat(sent).hasValueLessThan(64L << 20); // includes the sockets' buffers
    }
  }

  private static ApiResult<?> assertResult(byte[] answer, Operation operation) {
    SERVER.answering(answer);
    return call(operation);
  }

  private static ApiResult<?> call(Operation operation) {
    var transport = Api.transport(LIMITS, Protocol.HTTP_1_1);
    var client =
        new LumeniaClient(
            "1.2.3", LIMITS, transport, new BodyBudget(), (_, _, _) -> {}, Clock.systemUTC());
    ApiResult<?> result =
        switch (operation) {
          case GET_ASSISTANT -> client.getAssistant(SERVER.credentials(), "a");
          case PATCH_ASSISTANT ->
              client.patchAssistant(SERVER.credentials(), "a", "{}", () -> true);
          case PROVISION -> client.provision(SERVER.credentials(), "a", "{}", () -> true);
          case VERIFY_TOKEN -> client.verifyToken(SERVER.credentials());
          case GET_CATALOG -> client.getCatalog(SERVER.credentials());
          case LIST_NUMBERS -> client.getPhoneNumbers(SERVER.credentials(), Optional.empty());
        };
    assertThat(result).isNotNull();
    assertThat(transport.busyConnections()).isZero();
    return result;
  }

  @Provide
  Arbitrary<byte[]> mutated() {
    Arbitrary<Mutation> mutation =
        Combinators.combine(
                Arbitraries.integers().between(0, 400),
                Arbitraries.frequencyOf(
                    net.jqwik.api.Tuple.of(3, Arbitraries.just(0)),
                    net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(1, 30))),
                Arbitraries.oneOf(
                    Arbitraries.of(PIECES),
                    Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(6)))
            .as(Mutation::new);
    return Combinators.combine(Arbitraries.of(ANSWERS), mutation.list().ofMinSize(1).ofMaxSize(4))
        .as(AnswerFuzzTest::mutate);
  }

  private static byte[] mutate(String answer, List<Mutation> mutations) {
    String mutated = answer;
    for (Mutation mutation : mutations) {
      mutated = mutation.of(mutated);
    }
    return bytes(mutated);
  }

  private record Mutation(int where, int removed, String added) {
    String of(String answer) {
      int start = where % (answer.length() + 1);
      int end = Math.min(answer.length(), start + removed);
      return answer.substring(0, start) + added + answer.substring(end);
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
