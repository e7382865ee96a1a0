package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A front of the API that closes connections without a request in flight: after some time, or just
 * when the next request is on its way.
 */
public final class ClosingFront implements AutoCloseable {

  private final ServerSocket server;
  private final int backend;
  private final Optional<Duration> idle;
  private final boolean reset;
  private final Supplier<InFlight> inFlight;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /**
   * @param sockets for the side of the client, such as with TLS
   * @param idle after which a connection is closed; empty: the second request of each is not passed
   *     on
   * @param reset whether the connection is reset instead of closed properly
   */
  ClosingFront(
      ServerSocketFactory sockets,
      int backend,
      Supplier<InFlight> inFlight,
      Optional<Duration> idle,
      boolean reset) {
    this.backend = backend;
    this.inFlight = inFlight;
    this.idle = idle;
    this.reset = reset;
    try {
      server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  /** A front that speaks HTTP/1.1 without TLS. */
  public static ClosingFront http1(int backend, Duration idle) {
    return new ClosingFront(
        ServerSocketFactory.getDefault(), backend, InFlight::ofHttp1, Optional.of(idle), false);
  }

  /** A front that speaks HTTP/1.1 over TLS. */
  public static ClosingFront https(int backend, SSLContext context, Duration idle) {
    return new ClosingFront(
        new TlsServerSockets(context, "TLSv1.3", "http/1.1"),
        backend,
        InFlight::ofHttp1,
        Optional.of(idle),
        false);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The number of connections so far. */
  public int connections() {
    return connections.get();
  }

  /** The number of connections that are not closed. */
  int openConnections() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        connections.incrementAndGet();
        open.add(client);
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket api = new Socket(InetAddress.getLoopbackAddress(), backend)) {
      if (client instanceof SSLSocket tls) {
        tls.startHandshake();
      }
      client.setTcpNoDelay(true);
      api.setTcpNoDelay(true);
      client.setSoTimeout(idle.map(Duration::toMillis).orElse(0L).intValue());
      InFlight requests = inFlight.get();
      Thread.startVirtualThread(() -> copyAnswers(api, client, requests));
      copyRequests(client, api, requests);
    } catch (IOException e) {
      // closed
    } finally {
      open.remove(client);
    }
  }

  /** Ends when the connection is idle or closed. */
  private void copyRequests(Socket client, Socket api, InFlight requests) throws IOException {
    InputStream in = client.getInputStream();
    var bytes = new byte[8_192];
    while (true) {
      try {
        int read = in.read(bytes);
        if (read < 0) {
          return;
        }
        boolean wasBusy = requests.isBusy();
        requests.sent(bytes, read);
        if (idle.isEmpty() && !wasBusy && requests.isBusy()) {
          client.setSoLinger(reset, 0);
          return;
        }
        api.getOutputStream().write(bytes, 0, read);
      } catch (SocketTimeoutException e) {
        if (!requests.isBusy()) {
          client.setSoLinger(reset, 0);
          return;
        }
      }
    }
  }

  private static void copyAnswers(Socket api, Socket client, InFlight requests) {
    var bytes = new byte[8_192];
    try {
      InputStream in = api.getInputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        client.getOutputStream().write(bytes, 0, read);
        requests.answered(bytes, read);
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
