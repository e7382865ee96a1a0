package net.lumenia.voice.operator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes are answered at once during any load, scrape or flood of connections. */
class HttpEndpointsTest {

  private static final String HALF = "GET /metrics HTTP/1.1\r\nHost: a\r\nX-Filler: ";

  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch scraping = new CountDownLatch(HttpEndpoints.SCRAPES);
  private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
  private final AtomicReference<String> text = new AtomicReference<>("some_metric 1\n");
  private final List<Socket> opened = new ArrayList<>();
  private final HttpEndpoints endpoints =
      HttpEndpoints.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          this::scrape,
          problem::get,
          () -> Optional.of("the caches are not synced yet"));

  private String scrape() {
    scraping.countDown();
    if (text.get().isEmpty()) {
      try {
        stuck.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return text.get();
  }

  @AfterEach
  void end() throws IOException {
    stuck.countDown();
    endpoints.close();
    for (Socket socket : opened) {
      socket.close();
    }
  }

  @Test
  void metricsAndProbesAreServed() throws IOException {
    assertThat(get("/metrics"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
        .contains("Content-Length: 14\r\n", "Connection: close\r\n")
        .endsWith("\r\n\r\nsome_metric 1\n");
    assertThat(get("/metrics?name[]=a")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok\n");
    assertThat(get("/readyz"))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .endsWith("\r\n\r\nthe caches are not synced yet\n");
    problem.set(Optional.of("no progress in metrics for 60 s"));
    assertThat(get("/healthz"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("\r\n\r\nno progress in metrics for 60 s\n");
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD /healthz HTTP/1.1, 200 OK",
    "GET /healthz HTTP/1.0, 200 OK",
    "GET /healthz/more HTTP/1.1, 404 Not Found",
    "POST /healthz HTTP/1.1, 405 Method Not Allowed",
    "GET /healthz HTTP/2.0, 400 Bad Request",
    "GET healthz HTTP/1.1, 400 Bad Request",
    "nonsense, 400 Bad Request",
    "'', 400 Bad Request",
  })
  void eachRequestHasItsResponse(String line, String status) throws IOException {
    assertThat(ask(line + "\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 " + status + "\r\n");
  }

  @Test
  void headHasNoBody() throws IOException {
    assertThat(ask("HEAD /metrics HTTP/1.1\r\n\r\n"))
        .contains("Content-Length: 14\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void bodyIsNotRead() throws IOException {
    assertThat(ask("GET /healthz HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n" + "b".repeat(9_000)))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void requestMayArriveInPieces() throws IOException {
    Socket socket = open("GET /hea");
    send(socket, "lthz HTTP/1.1\r");
    send(socket, "\n\r");
    send(socket, "\n");
    assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void headersOfUpTo8KiBAreAllowed() throws IOException {
    String fits = HALF + "f".repeat(HttpConnection.HEAD - HALF.length() - 4) + "\r\n\r\n";
    assertThat(ask(fits)).startsWith("HTTP/1.1 200 ");
    assertThat(ask("f" + fits).substring(0, 12)).isEqualTo("HTTP/1.1 431");
  }

  /** Half a header and nothing more, or one more byte from time to time. */
  @Test
  void probesAreAnsweredAtOnceDuringAFloodOfConnectionsAndAStuckScrape() throws Exception {
    text.set("");
    for (int scrape = 0; scrape < HttpEndpoints.SCRAPES; scrape++) {
      open("GET /metrics HTTP/1.1\r\n\r\n");
    }
    assertThat(scraping.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(get("/metrics"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("2 scrapes are running; try again later\n");
    try (Flood _ = flood(200)) {
      for (int probe = 0; probe < 20; probe++) {
        long asked = System.nanoTime();
        assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
      }
      assertThat(get("/metrics")).startsWith("HTTP/1.1 503 ");
    }
    text.set("some_metric 2\n");
    stuck.countDown();
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(get("/metrics")).endsWith("some_metric 2\n"));
  }

  /** Opens connections that stay half open, and repeatedly sends one byte on each. */
  private Flood flood(int connections) throws IOException {
    List<Socket> half = new ArrayList<>();
    for (int connection = 0; connection < connections; connection++) {
      half.add(open(HALF));
    }
    return new Flood(half);
  }

  /** A slow loris. */
  private static final class Flood implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);

    Flood(List<Socket> half) {
      Thread.startVirtualThread(() -> trickle(half));
    }

    private void trickle(List<Socket> half) {
      while (over.getCount() > 0) {
        for (Socket socket : half) {
          try {
            send(socket, "f");
          } catch (IOException _) {
            // It was closed to make room.
          }
        }
      }
    }

    @Override
    public void close() {
      over.countDown();
    }
  }

  /** Unread responses use only their share of connections. */
  @Test
  void unreadResponsesDoNotBlockOthers() throws IOException {
    text.set("m".repeat(8 << 20));
    for (int reader = 0; reader < 3 * HttpEndpoints.SCRAPES + HttpListener.ANSWERS; reader++) {
      Socket socket = open("GET /metrics HTTP/1.1\r\n\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    text.set("some_metric 3\n");
    assertThat(get("/metrics")).endsWith("some_metric 3\n");
    assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ");
  }

  /** The monotonic clock counts, not the wall clock. */
  @Test
  void everyConnectionIsClosedInTime() throws IOException {
    var now = new AtomicLong(-1);
    var asked = new CountDownLatch(1);
    try (HttpListener listener =
            HttpListener.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (_, _) -> asked.countDown(),
                now::get);
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        Socket waiting = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      send(waiting, "GET /healthz HTTP/1.1\r\n\r\n");
      Awaitility.await().until(() -> asked.getCount() == 0);
      now.addAndGet(HttpListener.TIME.toNanos() - 1);
      silent.setSoTimeout(1_000);
      assertThatThrownBy(() -> silent.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      now.addAndGet(1);
      silent.setSoTimeout(10_000);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(answer(waiting)).isEmpty();
    }
  }

  @Test
  void failedScrapeIsAnsweredAndTheNextOneWorks() throws IOException {
    try (var failing =
        HttpEndpoints.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> {
              throw new IllegalStateException("a bug");
            },
            Optional::empty,
            Optional::empty)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), failing.port())) {
        send(socket, "GET /metrics HTTP/1.1\r\n\r\n");
        assertThat(answer(socket)).startsWith("HTTP/1.1 500 ").doesNotContain("a bug");
      }
    }
  }

  @Test
  void portInUseIsNamed() {
    assertThatThrownBy(
            () ->
                HttpEndpoints.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoints.port()),
                    () -> "",
                    Optional::empty,
                    Optional::empty))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(endpoints.port() + " cannot be used")
        .hasMessageContaining("--http-port");
  }

  private String get(String path) throws IOException {
    return ask("GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path));
  }

  private String ask(String request) throws IOException {
    return answer(open(request));
  }

  private Socket open(String request) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), endpoints.port());
    opened.add(socket);
    send(socket, request);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String answer(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }
}
