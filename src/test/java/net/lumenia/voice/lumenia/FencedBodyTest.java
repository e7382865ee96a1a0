package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.lumenia.ApiFailure.Withheld;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PATCH completes only if the fence is open at the last moment. */
class FencedBodyTest {

  private final List<String> codes = new ArrayList<>();

  /** Includes the lengths at which OkHttp flushes a full buffer by itself. */
  @ParameterizedTest
  @ValueSource(ints = {2, 20, 8_192, 16_384, 1_000_000})
  void closedFenceWithholdsTheLastByte(int length) throws Exception {
    String body = body(length);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var received = new FutureTask<>(() -> receiveAll(server));
      Thread.ofVirtual().start(received);
      ApiFailure failure = patch(server, body, () -> false);
      assertThat(failure).isInstanceOf(Withheld.class);
      assertThat(failure.mayHaveTakenEffect()).isFalse();
      assertThat(received.get()).doesNotContain("}");
    }
    assertThat(codes).containsExactly("withheld");
  }

  /** Bodies that do not fit into one buffer. */
  @ParameterizedTest
  @ValueSource(ints = {8_193, 16_384, 20_000, 16_000_000})
  void fenceIsCheckedAfterAllOtherBytesAreSent(int length) throws Exception {
    var arrived = new CountDownLatch(1);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var received =
          new FutureTask<>(
              () -> {
                try (Socket connection = server.accept()) {
                  InputStream request = connection.getInputStream();
                  skipHeaders(request);
                  request.readNBytes(length - 1);
                  arrived.countDown();
                  return new String(request.readAllBytes(), ISO_8859_1);
                }
              });
      Thread.ofVirtual().start(received);
      ApiFailure failure = patch(server, body(length), () -> !isOpenWithin5Seconds(arrived));
      assertThat(failure).isInstanceOf(Withheld.class);
      assertThat(received.get()).isEmpty();
    }
  }

  private static void skipHeaders(InputStream request) throws IOException {
    for (String end = ""; !end.equals("\r\n\r\n"); ) {
      end = (end + (char) request.read()).substring(end.length() < 4 ? 0 : 1);
    }
  }

  private static boolean isOpenWithin5Seconds(CountDownLatch latch) {
    try {
      return latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ApiFailure patch(ServerSocket server, String body, BooleanSupplier fence) {
    var client =
        new LumeniaClient(
            "1.2.3", Api.GENEROUS, (_, code, _) -> codes.add(code), Clock.systemUTC());
    var credentials = Api.credentials("http://127.0.0.1:" + server.getLocalPort());
    return Api.failure(client.patchAssistant(credentials, "61636d65", body, fence));
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
