package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.lumenia.voice.lumenia.ApiFailure.NoMemory;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import net.lumenia.voice.lumenia.RawHttp2Server.Connection;
import net.lumenia.voice.lumenia.RawHttp2Server.Frame;
import okhttp3.Protocol;
import okio.ByteString;

/** For any HTTP/2 answer, a call returns a result; and the window limits unread answers. */
class Http2AnswerFuzzTest {

  private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private static final int INITIAL_WINDOW_SIZE = 4;

  @Property(tries = 100)
  void anyFramesGiveAResult(@ForAll("frames") List<Frame> frames) throws IOException {
    try (var server = new RawHttp2Server()) {
      Thread.startVirtualThread(
          () -> {
            try (Connection connection = server.acceptGranting(RawHttp2Server.DEFAULT_WINDOW)) {
              int stream = connection.awaitHeadersAndSettings();
              frames.forEach(
                  frame ->
                      connection.write(
                          frame.type(),
                          frame.flags(),
                          frame.stream() == 1 ? stream : frame.stream(),
                          frame.payload().toByteArray()));
            } catch (UncheckedIOException e) {
              // the client closed the connection
            }
          });
      var transport = Api.transport(LIMITS, Protocol.H2_PRIOR_KNOWLEDGE);
      var client =
          new LumeniaClient(
              "1.2.3", LIMITS, transport, new BodyBudget(), (_, _, _) -> {}, Clock.systemUTC());
      assertThat(client.getAssistant(server.credentials(), "a")).isNotNull();
      assertThat(transport.busyConnections()).isZero();
    }
  }

  @Provide
  Arbitrary<List<Frame>> frames() {
    Arbitrary<byte[]> payload =
        Arbitraries.oneOf(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
            Arbitraries.of(
                new byte[] {(byte) 0x88}, new byte[] {}, "{\"prompt\":1}".getBytes(UTF_8)));
    return Combinators.combine(
            Arbitraries.integers().between(0, 10),
            Arbitraries.integers().between(0, 255),
            Arbitraries.of(0, 1, 1, 1, 2, 9),
            payload.map(ByteString::of))
        .as(Frame::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  /** OkHttp would buffer 16 MiB of each unread answer. */
  @Example
  void answerThatExceedsTheWindowIsRejected() throws Exception {
    try (var server = new RawHttp2Server()) {
      var serving =
          new FutureTask<>(
              () -> {
                Connection connection = server.acceptGranting(RawHttp2Server.DEFAULT_WINDOW);
                int stream = connection.awaitHeadersAndSettings();
                int window = window(connection.frames);
                connection.startAnswer(stream);
                try {
                  var data = new byte[16_384];
                  for (int i = 0; i < 20; i++) {
                    connection.write(RawHttp2Server.DATA, 0, stream, data);
                  }
                } catch (UncheckedIOException e) {
                  // the client closed the connection after the failed call
                }
                return window;
              });
      Thread.ofVirtual().start(serving);
      var limits = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(5));
      var budget = new BodyBudget(0); // so that no large body is read
      var client =
          new LumeniaClient(
              "1.2.3",
              limits,
              Api.transport(limits, Protocol.H2_PRIOR_KNOWLEDGE),
              budget,
              (_, _, _) -> {},
              Clock.systemUTC());
      ApiFailure failure = Api.failure(client.getAssistant(server.credentials(), "a"));
      // The stream is reset, before or while the call waits for memory.
      assertThat(failure).isInstanceOfAny(Unavailable.class, NoMemory.class);
      assertThat(serving.get()).isEqualTo(65_535);
    }
  }

  /** The last settings of the client before its request. */
  private static int window(List<Frame> frames) {
    int window = 0;
    for (Frame frame : frames) {
      if (frame.type() == RawHttp2Server.HEADERS) {
        return window;
      }
      if (frame.type() == RawHttp2Server.SETTINGS && frame.payload().size() == 6) {
        var setting = frame.payload().asByteBuffer();
        window = setting.getShort() == INITIAL_WINDOW_SIZE ? setting.getInt() : window;
      }
    }
    return window;
  }
}
