package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import net.lumenia.voice.lumenia.ApiFailure.Withheld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PATCH takes effect only with permission, and that is asked for at the last moment. */
class GuardedBodyTest {

  /** Also the lengths at which a buffer is full, and is sent without being told to. */
  @ParameterizedTest
  @ValueSource(ints = {2, 20, 8_192, 16_384, 1_000_000})
  void withoutItTheLastByteStaysHere(int length) throws Exception {
    String body = body(length);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var received = new FutureTask<>(() -> receiveAll(server));
      Thread.ofVirtual().start(received);
      ApiFailure failure = patch(server, body, () -> false);
      assertThat(failure).isInstanceOf(Withheld.class);
      assertThat(failure.mayHaveTakenEffect()).isFalse();
      assertThat(received.get()).doesNotContain("}");
    }
  }

  /** Waiting for a server that does not read is over by then, and so is all that came before. */
  @Test
  void itIsAskedForWhenTheRestHasArrived() throws Exception {
    int length = 16_000_000;
    var arrived = new CountDownLatch(1);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var received =
          new FutureTask<>(
              () -> {
                try (Socket connection = server.accept()) {
                  connection.getInputStream().readNBytes(length / 2);
                  arrived.countDown();
                  return new String(connection.getInputStream().readAllBytes(), ISO_8859_1);
                }
              });
      Thread.ofVirtual().start(received);
      ApiFailure failure = patch(server, body(length), () -> arrived.getCount() > 0);
      assertThat(failure).isInstanceOf(Withheld.class);
      assertThat(received.get()).doesNotContain("}");
    }
  }

  private static ApiFailure patch(ServerSocket server, String body, Permission permission) {
    var client = new LumeniaClient("1.2.3", Api.PATIENT, (_, _, _) -> {}, Clock.systemUTC());
    var credentials = Api.credentials("http://127.0.0.1:" + server.getLocalPort());
    return Api.failure(client.patchAssistant(credentials, "61636d65", body, permission));
  }

  private static String receiveAll(ServerSocket server) throws IOException {
    try (Socket connection = server.accept()) {
      return new String(connection.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String body(int length) {
    return "{" + " ".repeat(length - 2) + "}";
  }
}
