package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import net.lumenia.voice.lumenia.RawHttp2Server.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated when a server ends connections or refuses streams, on real sockets. */
class RepeatedRequestsTest {

  private static final String GOOD = "{\"assistant\":{\"firstMessage\":\"Hi\"}}";
  private static final String PATCH = "{\"firstMessage\":\"Hi\"}";
  private static final int GOAWAY = 7;
  private static final int REFUSED_STREAM = 7;

  static Stream<MockResponse.Builder> endsBeforeTheAnswer() {
    var close = new SocketEffect.CloseSocket();
    return Stream.of(
        new MockResponse.Builder().onResponseStart(close),
        new MockResponse.Builder().onResponseStart(SocketEffect.ShutdownConnection.INSTANCE));
  }

  static Stream<MockResponse.Builder> endsInTheAnswer() {
    var close = new SocketEffect.CloseSocket();
    return Stream.of(
        new MockResponse.Builder().body(GOOD).onResponseBody(close),
        new MockResponse.Builder().chunkedBody(GOOD.repeat(100), 7).onResponseBody(close),
        new MockResponse.Builder()
            .body(GOOD)
            .setHeader("Content-Length", 10_000)
            .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE));
  }

  @ParameterizedTest
  @MethodSource("endsBeforeTheAnswer")
  void checkWithoutAnAnswerOnAReusedConnectionIsRepeated(MockResponse.Builder end) {
    try (var api = new Api()) {
      api.answering(200, GOOD).answering(end.build()).answering(200, GOOD);
      assertGood(api.get());
      assertGood(api.get());
      assertThat(api.observed).containsExactly("get_assistant 200", "get_assistant 200");
    }
  }

  @ParameterizedTest
  @MethodSource("endsBeforeTheAnswer")
  void checkIsRepeatedOnce(MockResponse.Builder end) {
    try (var api = new Api()) {
      api.answering(200, GOOD).answering(end.build()).answering(end.build()).answering(200, GOOD);
      assertGood(api.get());
      assertThat(Api.failure(api.get())).isInstanceOf(Unavailable.class);
      assertThat(api.observed).containsExactly("get_assistant 200", "get_assistant connection");
    }
  }

  @ParameterizedTest
  @MethodSource("endsBeforeTheAnswer")
  void checkOnANewConnectionIsNotRepeated(MockResponse.Builder end) {
    try (var api = new Api()) {
      api.answering(end.build()).answering(200, GOOD);
      assertThat(Api.failure(api.get())).isInstanceOf(Unavailable.class);
    }
  }

  @ParameterizedTest
  @MethodSource("endsInTheAnswer")
  void startedAnswerIsNotAskedForAgain(MockResponse.Builder end) {
    try (var api = new Api()) {
      api.answering(200, GOOD).answering(end.build()).answering(200, GOOD);
      assertGood(api.get());
      assertThat(Api.failure(api.get())).isInstanceOf(Unavailable.class);
      assertThat(api.server.getRequestCount()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"H", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nContent-Ty"})
  void startedStatusLineIsNotAskedForAgain(String start) throws IOException {
    try (var server = new ScriptedServer(GOOD, start)) {
      assertGood(server.get());
      assertThat(Api.failure(server.get())).isInstanceOf(Unavailable.class);
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("endsBeforeTheAnswer")
  void patchThatWasSentIsNotRepeated(MockResponse.Builder end) {
    try (var api = new Api()) {
      api.answering(200, GOOD).answering(end.build()).answering(200, GOOD);
      assertGood(api.get());
      ApiFailure failure = Api.failure(api.patch());
      assertThat(failure).isInstanceOf(Unavailable.class);
      assertThat(failure.mayHaveTakenEffect()).isTrue();
      assertThat(api.observed).containsExactly("get_assistant 200", "patch_assistant connection");
      assertThat(api.server.getRequestCount()).isLessThanOrEqualTo(2);
    }
  }

  /** As by a load balancer that allows a number of requests per connection. */
  @Test
  void requestAboveTheLastStreamOfAGoawayIsRepeated() throws Exception {
    try (var server = new RawHttp2Server()) {
      var connections =
          serving(
              () -> {
                for (int i = 0; i < 3; i++) {
                  Connection limited = accept(server);
                  goAway(limited, limited.awaitHeaders());
                  accept(server);
                }
                return 6;
              });
      LumeniaClient client = server.client(Api.GENEROUS);
      for (int i = 0; i < 6; i++) {
        assertGood(client.getAssistant(server.credentials(), "a"));
      }
      assertThat(connections.get()).isEqualTo(6);
    }
  }

  @Test
  void refusedStreamIsRepeatedOnANewConnection() throws Exception {
    try (var server = new RawHttp2Server()) {
      var connections =
          serving(
              () -> {
                Connection first = accept(server);
                refuse(first, first.awaitHeaders());
                accept(server);
                accept(server);
                return 3;
              });
      LumeniaClient client = server.client(Api.GENEROUS);
      for (int i = 0; i < 3; i++) {
        assertGood(client.getAssistant(server.credentials(), "a"));
      }
      assertThat(connections.get()).isEqualTo(3);
    }
  }

  @Test
  void patchThatWasRefusedAfterItsFenceIsNotRepeated() throws Exception {
    try (var server = new RawHttp2Server()) {
      Thread.startVirtualThread(
          () -> {
            try (Connection connection = server.acceptGranting(RawHttp2Server.DEFAULT_WINDOW)) {
              connection.answer(connection.awaitHeadersAndSettings(), GOOD);
              int stream = connection.awaitHeaders();
              while (!connection.awaitDataOrReset().endsStream()) {
                // read the whole body
              }
              refuse(connection, stream);
              connection.awaitEnd();
            }
          });
      LumeniaClient client = server.client(Api.GENEROUS);
      assertGood(client.getAssistant(server.credentials(), "a"));
      ApiFailure failure =
          Api.failure(client.patchAssistant(server.credentials(), "a", PATCH, () -> true));
      assertThat(failure).isInstanceOf(Unavailable.class);
    }
  }

  private static FutureTask<Integer> serving(Callable<Integer> script) {
    var task = new FutureTask<>(script);
    Thread.startVirtualThread(task);
    return task;
  }

  /** Accepts a connection, and answers its first request. */
  private static Connection accept(RawHttp2Server server) {
    Connection connection = server.acceptGranting(RawHttp2Server.DEFAULT_WINDOW);
    connection.answer(connection.awaitHeadersAndSettings(), GOOD);
    return connection;
  }

  private static void goAway(Connection connection, int stream) {
    connection.write(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(stream - 2).putInt(0).array());
  }

  private static void refuse(Connection connection, int stream) {
    connection.write(
        RawHttp2Server.RST_STREAM,
        0,
        stream,
        ByteBuffer.allocate(4).putInt(REFUSED_STREAM).array());
  }

  private static void assertGood(ApiResult<LiveAssistant> result) {
    assertThat(Api.value(result).values()).hasSize(1);
  }
}
