package net.lumenia.voice.operator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics} (Prometheus), {@code /healthz} (not 200 asks for a restart) and {@code
 * /readyz} (200 once the caches are synced, on a standby, too). Probes never wait for scrapes, of
 * which few run at once.
 */
public final class HttpEndpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** The maximum of concurrent scrapes: each uses CPU, and its text uses memory. */
  static final int SCRAPES = 2;

  private static final HttpResponse BUSY =
      HttpResponse.text(503, "%d scrapes are running; try again later".formatted(SCRAPES));

  private final Supplier<String> metrics;
  private final Supplier<Optional<String>> unhealthy;
  private final Supplier<Optional<String>> unready;
  private final HttpListener listener;

  /** Platform threads, so that computing metrics does not delay virtual threads. */
  private final ExecutorService scrapes =
      new ThreadPoolExecutor(
          0,
          SCRAPES,
          Duration.ofMinutes(1).toNanos(),
          TimeUnit.NANOSECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("scrape-", 0).factory());

  private HttpEndpoints(
      InetSocketAddress address,
      Supplier<String> metrics,
      Supplier<Optional<String>> unhealthy,
      Supplier<Optional<String>> unready)
      throws IOException {
    this.metrics = metrics;
    this.unhealthy = unhealthy;
    this.unready = unready;
    listener = HttpListener.start(address, this::handle, System::nanoTime);
  }

  /**
   * Starts serving.
   *
   * @param metrics the metrics in Prometheus's text format
   * @param unhealthy why this process is unhealthy, if it is; must not block
   * @param unready why this process is not ready, if it is not; must not block
   * @throws UncheckedIOException if the port is in use, or the address is not this machine's
   */
  public static HttpEndpoints start(
      InetSocketAddress address,
      Supplier<String> metrics,
      Supplier<Optional<String>> unhealthy,
      Supplier<Optional<String>> unready) {
    try {
      return new HttpEndpoints(address, metrics, unhealthy, unready);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s:%d cannot be used for metrics and health: %s; set another address with --http-host and --http-port"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  /** The port on which it listens. */
  public int port() {
    return listener.port();
  }

  private void handle(HttpRequest request, Consumer<HttpResponse> answer) {
    switch (request.path()) {
      case String _ when !request.isRead() ->
          answer.accept(HttpResponse.text(405, "only GET and HEAD are allowed"));
      case "/healthz" -> answer.accept(probe(unhealthy.get()));
      case "/readyz" -> answer.accept(probe(unready.get()));
      case "/metrics" -> scrape(answer);
      default -> answer.accept(HttpResponse.text(404, "see /metrics, /healthz and /readyz"));
    }
  }

  private static HttpResponse probe(Optional<String> problem) {
    return problem
        .map(what -> HttpResponse.text(503, what))
        .orElseGet(() -> HttpResponse.text(200, "ok"));
  }

  private void scrape(Consumer<HttpResponse> answer) {
    try {
      scrapes.execute(() -> answer.accept(scraped()));
    } catch (RejectedExecutionException _) {
      answer.accept(BUSY);
    }
  }

  private HttpResponse scraped() {
    try {
      return new HttpResponse(200, PROMETHEUS, metrics.get());
    } catch (RuntimeException e) {
      LOG.error("Reading the metrics failed", e);
      return HttpResponse.text(500, "reading the metrics failed");
    }
  }

  @Override
  public void close() {
    listener.close();
    scrapes.shutdownNow();
  }
}
