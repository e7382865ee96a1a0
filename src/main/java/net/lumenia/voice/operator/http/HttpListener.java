package net.lumenia.voice.operator.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import net.lumenia.voice.operator.http.HttpConnection.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server. A flood of connections uses a bounded amount of memory and delays no
 * other request. One thread serves all connections and never waits for any of them. When there are
 * too many, it closes the oldest one that has not sent its request: a probe sends its request at
 * once, an idle connection does not.
 *
 * <p>The JDK's server cannot do this. At its limit it rejects new connections, so an attacker that
 * keeps old ones open blocks the probes. A half-open connection uses 30 to 45 KB there, and its
 * time limits follow the wall clock.
 */
final class HttpListener implements AutoCloseable {

  /** Responds to requests. */
  @FunctionalInterface
  interface Handler {

    /**
     * Called on the thread that serves all connections, so it must not block.
     *
     * @param answer to be called once with the response, on any thread
     */
    void handle(HttpRequest request, Consumer<HttpResponse> answer);
  }

  /** The maximum of open connections. With 8 KiB of headers each, they use 1 MiB. */
  static final int CONNECTIONS = 128;

  /** The maximum of connections with an unread response, which may be 100 KB of metrics. */
  static final int ANSWERS = 8;

  /** The maximum time from the start of a connection to the last byte of its response. */
  static final Duration TIME = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int BACKLOG = 1024;
  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(250);

  private final ServerSocketChannel listening;
  private final Selector selector;
  private final Handler handler;
  private final LongSupplier nanoTime;
  private final Queue<Runnable> answered = new ConcurrentLinkedQueue<>();

  /** Oldest first. */
  private final Set<HttpConnection> connections = new LinkedHashSet<>();

  private HttpListener(
      ServerSocketChannel listening, Selector selector, Handler handler, LongSupplier nanoTime) {
    this.listening = listening;
    this.selector = selector;
    this.handler = handler;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts listening; port 0 means any free port.
   *
   * @throws IOException if the port is in use, or the address is not this machine's
   */
  static HttpListener start(InetSocketAddress address, Handler handler, LongSupplier nanoTime)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(address, BACKLOG).configureBlocking(false);
      var listener = new HttpListener(channel, Selector.open(), handler, nanoTime);
      channel.register(listener.selector, SelectionKey.OP_ACCEPT);
      Thread.ofPlatform().daemon().name("http").start(listener::run);
      return listener;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  int port() {
    return listening.socket().getLocalPort();
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selectOnce();
      }
    } catch (ClosedSelectorException _) {
      LOG.debug("closed");
    }
    connections.forEach(HttpConnection::close);
  }

  private void selectOnce() {
    try {
      selector.select(this::serve, BETWEEN_CHECKS.toMillis());
      for (Runnable next = answered.poll(); next != null; next = answered.poll()) {
        next.run();
      }
      closeOverdue();
    } catch (IOException e) {
      LOG.warn("Serving metrics and health failed: {}", e.toString());
      LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
    }
  }

  private void closeOverdue() {
    long now = nanoTime.getAsLong();
    connections.stream().filter(one -> one.isOver(now)).forEach(HttpConnection::close);
    connections.removeIf(one -> one.state() == State.CLOSED);
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof HttpConnection connection) {
      attempt(
          connection,
          () -> {
            if (connection.state() == State.WRITING) {
              connection.write(nanoTime.getAsLong());
            } else {
              connection
                  .read(nanoTime.getAsLong())
                  .ifPresent(request -> handle(request, connection));
            }
          });
    } else {
      accept();
    }
  }

  private void handle(HttpRequest request, HttpConnection connection) {
    handler.handle(
        request,
        response -> {
          answered.add(() -> answer(connection, response));
          selector.wakeup();
        });
  }

  private void answer(HttpConnection connection, HttpResponse response) {
    attempt(connection, () -> connection.answer(response, nanoTime.getAsLong()));
    if (connections.stream().filter(one -> one.state() == State.WRITING).count() > ANSWERS) {
      oldest(State.WRITING).ifPresent(this::close);
    }
  }

  /** Accepts all pending connections, so that a flood does not stay in the kernel's queue. */
  private void accept() {
    try {
      for (SocketChannel one = listening.accept(); one != null; one = listening.accept()) {
        admit(one);
      }
    } catch (IOException e) {
      LOG.debug("a connection was not accepted", e);
      oldest(State.READING).ifPresent(this::close);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    if (connections.size() >= CONNECTIONS) {
      oldest(State.LINGERING).or(() -> oldest(State.READING)).ifPresent(this::close);
    }
    if (connections.size() >= CONNECTIONS) {
      channel.close();
      return;
    }
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    var connection = new HttpConnection(channel, key, nanoTime.getAsLong() + TIME.toNanos());
    key.attach(connection);
    connections.add(connection);
  }

  private Optional<HttpConnection> oldest(State state) {
    return connections.stream().filter(one -> one.state() == state).findFirst();
  }

  private void close(HttpConnection connection) {
    connection.close();
    connections.remove(connection);
  }

  /** An operation that may find the connection broken. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  /** A failure closes only its connection. */
  private void attempt(HttpConnection connection, Step step) {
    try {
      step.take();
    } catch (IOException | CancelledKeyException e) {
      LOG.debug("a connection has ended", e);
      connection.close();
    } catch (RuntimeException e) {
      LOG.error("A request for metrics or health failed", e);
      connection.close();
    }
    if (connection.state() == State.CLOSED) {
      connections.remove(connection);
    }
  }

  @Override
  public void close() {
    try (listening;
        selector) {
      LOG.debug("closing");
    } catch (IOException e) {
      LOG.debug("closing failed", e);
    }
  }
}
