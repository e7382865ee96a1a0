package net.lumenia.voice.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} (Prometheus), {@code /healthz} (restart me if not 200) and {@code
 * /readyz} (the caches are synced; a standby without the lease is ready, too).
 */
final class HttpEndpoints implements AutoCloseable {

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpEndpoints(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @throws UncheckedIOException if the port is taken, or the address is not this machine's
   */
  static HttpEndpoints start(
      InetSocketAddress address,
      Supplier<String> metrics,
      BooleanSupplier healthy,
      BooleanSupplier ready) {
    HttpServer server = listen(address);
    var endpoints = new HttpEndpoints(server);
    server.setExecutor(endpoints.threads);
    server.createContext("/metrics", exchange -> send(exchange, 200, PROMETHEUS, metrics.get()));
    server.createContext("/healthz", exchange -> probe(exchange, healthy, "an informer stopped"));
    server.createContext(
        "/readyz", exchange -> probe(exchange, ready, "the caches are not synced yet"));
    server.start();
    return endpoints;
  }

  private static HttpServer listen(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s:%d can not be used for metrics and health: %s; choose another one with --http-host and --http-port"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void probe(HttpExchange exchange, BooleanSupplier holds, String otherwise)
      throws IOException {
    boolean ok = holds.getAsBoolean();
    send(exchange, ok ? 200 : 503, PLAIN, ok ? "ok\n" : otherwise + "\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
