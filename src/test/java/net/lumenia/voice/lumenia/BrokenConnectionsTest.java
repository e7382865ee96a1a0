package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow, cut, reset and refused connections are failures, never exceptions. */
class BrokenConnectionsTest {

  private static final String GOOD = "{\"assistant\":{\"firstMessage\":\"Hi\"}}";
  private static final Limits HASTY = new Limits(Duration.ofSeconds(20), Duration.ofMillis(400));

  static Stream<MockResponse.Builder> cuts() {
    var close = new SocketEffect.CloseSocket();
    var shutdown = SocketEffect.ShutdownConnection.INSTANCE;
    return Stream.of(
        new MockResponse.Builder().onRequestStart(close),
        new MockResponse.Builder().onRequestBody(close),
        new MockResponse.Builder().onResponseStart(close),
        new MockResponse.Builder().onResponseStart(shutdown),
        new MockResponse.Builder().body(GOOD).onResponseBody(close),
        new MockResponse.Builder().chunkedBody(GOOD.repeat(100), 7).onResponseBody(close),
        new MockResponse.Builder()
            .body(GOOD)
            .setHeader("Content-Length", 10_000)
            .onResponseEnd(shutdown));
  }

  /** Shows when the server has used its first response, which may be after the client's failure. */
  private static final class FirstUse extends QueueDispatcher {

    private final CountDownLatch used = new CountDownLatch(1);

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
      MockResponse response = super.dispatch(request);
      used.countDown();
      return response;
    }
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void cutConnectionIsUnavailable(MockResponse.Builder cut) throws InterruptedException {
    try (var api = new Api()) {
      var first = new FirstUse();
      api.server.setDispatcher(first);
      api.answering(cut.build()).answering(200, GOOD);
      ApiFailure failure = Api.failure(api.patch());
      assertThat(failure).isInstanceOf(Unavailable.class);
      assertThat(failure.mayHaveTakenEffect()).isTrue();
      assertThat(failure.message()).contains(api.server.getHostName());
      assertThat(api.observed).containsExactly("patch_assistant connection");
      assertThat(api.server.getRequestCount()).as("nothing is repeated").isLessThanOrEqualTo(1);
      assertThat(first.used.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Api.value(api.get()).values()).as("and the next call works").hasSize(1);
    }
  }

  @Test
  void refused() throws IOException {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertThat(Api.failure(getFrom("http://127.0.0.1:" + port)))
        .isInstanceOf(Unavailable.class)
        .extracting(ApiFailure::message)
        .isEqualTo("connection refused by 127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"ass"})
  void reset(String before) throws IOException {
    assertThat(Api.failure(getFromSocket("http", before, true))).isInstanceOf(Unavailable.class);
  }

  @Test
  void serverThatDoesNotSpeakHttp() throws IOException {
    assertThat(Api.failure(getFromSocket("http", "SSH-2.0-OpenSSH_9.9\r\n", false)))
        .isInstanceOf(Unavailable.class)
        .extracting(ApiFailure::message)
        .asString()
        .startsWith("the server at 127.0.0.1 does not speak HTTP");
  }

  @Test
  void serverThatDoesNotSpeakTls() throws IOException {
    assertThat(Api.failure(getFromSocket("https", "HTTP/1.1 400 Bad Request\r\n\r\n", false)))
        .isInstanceOf(Unavailable.class)
        .extracting(ApiFailure::message)
        .asString()
        .startsWith("TLS with 127.0.0.1 failed: ");
  }

  @Test
  void slowAnswerWithinTheLimitIsRead() {
    try (var api = new Api()) {
      var trickle =
          new MockResponse.Builder()
              .body(GOOD)
              .headersDelay(50, TimeUnit.MILLISECONDS)
              .throttleBody(5, 5, TimeUnit.MILLISECONDS)
              .build();
      assertThat(Api.value(api.answering(trickle).get()).values()).hasSize(1);
    }
  }

  static Stream<MockResponse.Builder> slow() {
    return Stream.of(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE),
        new MockResponse.Builder().body(GOOD).onResponseBody(SocketEffect.Stall.INSTANCE),
        new MockResponse.Builder()
            .body(GOOD.repeat(100))
            .throttleBody(1, 100, TimeUnit.MILLISECONDS),
        new MockResponse.Builder()
            .chunkedBody(GOOD.repeat(100), 1)
            .throttleBody(1, 100, TimeUnit.MILLISECONDS));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void endlessSlowAnswerIsATimeout(MockResponse.Builder slow) {
    try (var api = new Api(HASTY)) {
      ApiFailure failure = Api.failure(api.answering(slow.build()).patch());
      assertThat(failure)
          .isEqualTo(new Timeout(api.server.getHostName() + " did not answer in time"));
      assertThat(failure.mayHaveTakenEffect()).isTrue();
      assertThat(api.observed).containsExactly("patch_assistant timeout");
    }
  }

  @Test
  void interruptBeforeTheCallIsKept() {
    try (var api = new Api()) {
      api.answering(200, GOOD);
      Thread.currentThread().interrupt();
      ApiResult<LiveAssistant> result = api.get();
      assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
      assertThat(Api.failure(result)).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void interruptDuringTheCallIsAFailure() throws Exception {
    try (var api = new Api()) {
      api.answering(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      var result = new CompletableFuture<ApiResult<LiveAssistant>>();
      Thread thread = Thread.startVirtualThread(() -> result.complete(api.get()));
      api.taken();
      thread.interrupt();
      assertThat(Api.failure(result.get()))
          .isInstanceOf(Unavailable.class)
          .extracting(ApiFailure::message)
          .asString()
          .contains("was interrupted before it was answered");
    }
  }

  private static ApiResult<LiveAssistant> getFrom(String baseUrl) {
    try (var api = new Api()) {
      return api.client.getAssistant(Api.credentials(baseUrl), "61636d65");
    }
  }

  /** Starts a server that sends a text to the first connection and closes it. */
  private static ApiResult<LiveAssistant> getFromSocket(String scheme, String answer, boolean reset)
      throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answer(server, answer, reset));
      return getFrom(scheme + "://127.0.0.1:" + server.getLocalPort());
    }
  }

  private static void answer(ServerSocket server, String answer, boolean reset) {
    try (Socket socket = server.accept()) {
      int read = socket.getInputStream().read(new byte[10_000]);
      assertThat(read).isPositive();
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
      socket.setSoLinger(reset, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
