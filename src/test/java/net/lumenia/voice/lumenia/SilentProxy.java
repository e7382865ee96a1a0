package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy on loopback whose connections can go dead like those of a NAT gateway: it accepts and
 * drops all data, and neither side is notified.
 */
final class SilentProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int backend;
  private final List<Link> links = new CopyOnWriteArrayList<>();

  SilentProxy(int backend) {
    this.backend = backend;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Makes all current connections go dead; new ones work. */
  void silence() {
    links.forEach(link -> link.silent = true);
  }

  /** The number of connections so far. */
  int connections() {
    return links.size();
  }

  /** The number of connections that the client has closed. */
  long closed() {
    return links.stream().filter(link -> link.closed).count();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        var link = new Link();
        links.add(link);
        Socket api = new Socket(InetAddress.getLoopbackAddress(), backend);
        Thread.startVirtualThread(() -> link.pump(client, api, true));
        Thread.startVirtualThread(() -> link.pump(api, client, false));
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static final class Link {

    private volatile boolean silent;
    private volatile boolean closed;

    void pump(Socket from, Socket to, boolean fromClient) {
      var bytes = new byte[8_192];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          if (!silent) {
            out.write(bytes, 0, read);
          }
        }
      } catch (IOException e) {
        // closed, as below
      }
      closed |= fromClient;
    }
  }
}
