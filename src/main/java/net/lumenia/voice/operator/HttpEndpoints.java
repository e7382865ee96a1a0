package net.lumenia.voice.operator;

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
 * Serves {@code /metrics} (Prometheus), {@code /healthz} (restart me if not 200) and {@code
 * /readyz} (the caches are synced; a standby without the lease is ready, too). Probes never wait
 * for scrapes, of which few run at once.
 */
final class HttpEndpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** At once. Each is work for a processor, and its text takes memory. */
  static final int SCRAPES = 2;

  private static final HttpResponse BUSY =
      HttpResponse.text(503, "%d scrapes are running; try again later".formatted(SCRAPES));

  private final Supplier<String> metrics;
  private final Supplier<Optional<String>> unhealthy;
  private final Supplier<Optional<String>> unready;
  private final HttpListener listener;

  /** Platform threads: one that computes takes no turn from those that answer probes. */
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
   * @param metrics the text of a scrape
   * @param unhealthy what is wrong, if anything is; must not wait
   * @param unready what is missing, if anything is; must not wait
   * @throws UncheckedIOException if the port is taken, or the address is not this machine's
   */
  static HttpEndpoints start(
      InetSocketAddress address,
      Supplier<String> metrics,
      Supplier<Optional<String>> unhealthy,
      Supplier<Optional<String>> unready) {
    try {
      return new HttpEndpoints(address, metrics, unhealthy, unready);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s:%d cannot be used for metrics and health: %s; choose another one with --http-host and --http-port"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  int port() {
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
      LOG.error("The metrics could not be read", e);
      return HttpResponse.text(500, "the metrics could not be read");
    }
  }

  @Override
  public void close() {
    listener.close();
    scrapes.shutdownNow();
  }
}
