package net.lumenia.voice.simulator.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server with one virtual thread per connection. */
public final class HttpServer implements AutoCloseable {

  /** Answers requests. May block; is called concurrently. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Received request) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int BACKLOG = 1024;

  private final ServerSocket listening = new ServerSocket();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Handler handler;

  private HttpServer(Handler handler) throws IOException {
    this.handler = handler;
  }

  /**
   * Starts listening. Port 0 selects a free port.
   *
   * @throws IOException if the server cannot listen on the address
   */
  public static HttpServer start(InetSocketAddress address, Handler handler) throws IOException {
    HttpServer server = new HttpServer(handler);
    server.listening.setReuseAddress(true);
    server.listening.bind(address, BACKLOG);
    server.threads.execute(server::accept);
    return server;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        serveAsync(listening.accept());
      } catch (IOException e) {
        LOG.debug("accepting a connection failed", e);
      }
    }
  }

  private void serveAsync(Socket socket) {
    connections.add(socket);
    try {
      threads.execute(() -> serve(socket));
    } catch (RejectedExecutionException e) {
      LOG.debug("the server closed while it accepted a connection", e);
      closeQuietly(socket);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Connection(socket, handler).serve();
    } catch (IOException e) {
      LOG.debug("the connection of {} ended", socket.getRemoteSocketAddress(), e);
    } catch (InterruptedException e) {
      LOG.debug("the server closed while a response was delayed", e);
    } finally {
      connections.remove(socket);
    }
  }

  /** Stops immediately. Delayed responses are not sent. */
  @Override
  public void close() {
    closeQuietly(listening);
    threads.shutdownNow();
    connections.forEach(HttpServer::closeQuietly);
    threads.close();
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      LOG.debug("closing a socket failed", e);
    }
  }
}
