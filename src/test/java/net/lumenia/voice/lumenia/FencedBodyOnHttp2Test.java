package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure.Withheld;
import net.lumenia.voice.lumenia.RawHttp2Server.Connection;
import net.lumenia.voice.lumenia.RawHttp2Server.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that delays the flow-control window cannot delay a PATCH past its fence. */
class FencedBodyOnHttp2Test {

  private final AtomicBoolean fence = new AtomicBoolean(true);

  /** The server has granted no window, a part, or all but the last byte. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 19})
  void fenceThatClosesWhileThePatchWaitsForWindowWithholdsIt(int granted) throws Exception {
    try (var server = new RawHttp2Server()) {
      var received =
          serving(
              server,
              connection -> {
                int stream = connection.awaitHeaders();
                var body = new ByteArrayOutputStream();
                if (granted > 0) {
                  connection.grant(stream, granted);
                }
                while (body.size() < granted) {
                  body.writeBytes(connection.awaitDataOrReset().payload().toByteArray());
                }
                fence.set(false);
                connection.grant(stream, 1_000);
                for (Frame frame = connection.awaitDataOrReset();
                    frame.type() == RawHttp2Server.DATA && !frame.endsStream();
                    frame = connection.awaitDataOrReset()) {
                  body.writeBytes(frame.payload().toByteArray());
                }
                return connection.frames;
              });
      var result = patch(server, 20);
      assertThat(Api.failure(result)).isInstanceOf(Withheld.class);
      assertThat(received.get())
          .filteredOn(frame -> frame.stream() > 3)
          .noneMatch(Frame::endsStream)
          .last()
          .extracting(Frame::type)
          .isEqualTo(RawHttp2Server.RST_STREAM);
    }
  }

  /**
   * A server may act on complete JSON or on a complete stream, so the fence is checked before both.
   */
  @Test
  void fenceThatClosesWhileTheLastByteWaitsWithholdsThePatch() throws Exception {
    var checks = new AtomicInteger();
    try (var server = new RawHttp2Server()) {
      var received =
          serving(
              server,
              connection -> {
                connection.grant(connection.awaitHeaders(), 20);
                while (connection.awaitDataOrReset().type() == RawHttp2Server.DATA) {
                  // read all frames
                }
                return connection.frames;
              });
      assertThat(Api.failure(patch(server, 20, () -> checks.incrementAndGet() == 1)))
          .isInstanceOf(Withheld.class);
      assertThat(received.get())
          .filteredOn(frame -> frame.stream() > 3)
          .noneMatch(Frame::endsStream);
      assertThat(checks).hasValue(2);
    }
  }

  @Test
  void closedFenceSendsNoCompletePatch() throws Exception {
    fence.set(false);
    try (var server = new RawHttp2Server()) {
      var received =
          serving(
              server,
              connection -> {
                int stream = connection.awaitHeaders();
                connection.grant(stream, 1_000_000);
                while (connection.awaitDataOrReset().type() == RawHttp2Server.DATA) {
                  // read all frames
                }
                return connection.frames;
              });
      assertThat(Api.failure(patch(server, 40_000))).isInstanceOf(Withheld.class);
      var data = received.get().stream().filter(frame -> frame.type() == RawHttp2Server.DATA);
      assertThat(data.mapToInt(frame -> frame.payload().size()).sum()).isEqualTo(39_999);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20, 16_384, 16_385, 200_000})
  void openFenceSendsTheWholePatch(int length) throws Exception {
    try (var server = new RawHttp2Server()) {
      var received =
          serving(
              server,
              connection -> {
                int stream = connection.awaitHeaders();
                int bytes = 0;
                connection.grant(0, length);
                connection.grant(stream, length);
                for (boolean ended = false; !ended; ) {
                  Frame frame = connection.awaitDataOrReset();
                  bytes += frame.payload().size();
                  ended = frame.type() == RawHttp2Server.RST_STREAM || frame.endsStream();
                }
                connection.answer(stream, "{\"assistant\":{\"firstMessage\":\"Hi\"}}");
                return bytes;
              });
      assertThat(Api.value(patch(server, length)).values()).hasSize(1);
      assertThat(received.get()).isEqualTo(length);
    }
  }

  private ApiResult<LiveAssistant> patch(RawHttp2Server server, int length) {
    return patch(server, length, fence::get);
  }

  private static ApiResult<LiveAssistant> patch(
      RawHttp2Server server, int length, BooleanSupplier fence) {
    var client = server.client(Api.GENEROUS);
    Api.value(client.getAssistant(server.credentials(), "a")); // so that the settings are in effect
    return client.patchAssistant(
        server.credentials(), "a", "{" + " ".repeat(length - 2) + "}", fence);
  }

  /** Runs the server, which grants window only explicitly. */
  private static <T> FutureTask<T> serving(RawHttp2Server server, Serving<T> serving) {
    var task =
        new FutureTask<>(
            () -> {
              Connection connection = server.acceptGranting(0);
              connection.answer(
                  connection.awaitHeadersAndSettings(),
                  "{\"assistant\":{\"firstMessage\":\"Hi\"}}");
              return serving.serve(connection);
            });
    Thread.ofVirtual().start(task);
    return task;
  }

  private interface Serving<T> {
    T serve(Connection connection);
  }
}
