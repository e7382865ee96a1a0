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

/** Listens, with a virtual thread per connection. */
public final class HttpServer implements AutoCloseable {

  /** Decides what a request is answered; it may take its time, and is called by many at once. */
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
   * Starts listening; port 0 is any free one.
   *
   * @throws IOException when the address cannot be listened on
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
        serveAside(listening.accept());
      } catch (IOException e) {
        LOG.debug("a connection was not accepted", e);
      }
    }
  }

  private void serveAside(Socket socket) {
    connections.add(socket);
    try {
      threads.execute(() -> serve(socket));
    } catch (RejectedExecutionException e) {
      LOG.debug("closed while a connection came in", e);
      closeQuietly(socket);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Connection(socket, handler).serve();
    } catch (IOException e) {
      LOG.debug("the connection of {} has ended", socket.getRemoteSocketAddress(), e);
    } catch (InterruptedException e) {
      LOG.debug("closed while an answer was held back", e);
    } finally {
      connections.remove(socket);
    }
  }

  /** Stops at once; answers that are being held back are never sent. */
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
      LOG.debug("a socket cannot be closed", e);
    }
  }
}
