package net.lumenia.voice.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket: a virtual thread per request, JSON answers. */
final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int BACKLOG = 1024;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LoggedApi api;
  private final ControlApi control;

  Server(InetSocketAddress address, State state) throws IOException {
    this.api = new LoggedApi(state);
    this.control = new ControlApi(state);
    this.http = HttpServer.create(address, BACKLOG);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  InetSocketAddress address() {
    return http.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange, Request.of(exchange)));
    } catch (InterruptedException e) {
      LOG.debug("closed while an answer was held back", e);
    }
  }

  private Answer answer(HttpExchange exchange, Request request) throws InterruptedException {
    try {
      return switch (request.segments().getFirst()) {
        case "_control" -> isLocal(exchange) ? control.answer(request) : notLocal();
        default -> api.answer(request);
      };
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return Answer.refused(500, "the simulator failed, see its log: " + e);
    }
  }

  /** The control endpoints know no credentials, so they are for this machine only. */
  private static boolean isLocal(HttpExchange exchange) {
    return exchange.getRemoteAddress().getAddress().isLoopbackAddress();
  }

  private static Answer notLocal() {
    return Answer.refused(403, "control endpoints answer only on the loopback interface");
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = Json.bytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops at once; answers that are being held back are never sent. */
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
