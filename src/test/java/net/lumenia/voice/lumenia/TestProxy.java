package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on loopback that connects every host to one port of this machine. */
public final class TestProxy implements AutoCloseable {

  private static final String AUTHENTICATION_REQUIRED =
      """
      HTTP/1.1 407 Proxy Authentication Required\r
      Proxy-Authenticate: Basic realm="corp"\r
      Content-Length: 0\r
      \r
      """;

  private final ServerSocket server;
  private final int backend;
  private volatile Optional<String> authorization = Optional.empty();
  private volatile Optional<String> answer = Optional.empty();

  /** The heads of all requests. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  public TestProxy(int backend) {
    this.backend = backend;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public String name() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Requires this value of Proxy-Authorization. */
  public TestProxy requiring(String value) {
    authorization = Optional.of(value);
    return this;
  }

  /** Answers every request itself, with these bytes. */
  public TestProxy answering(String bytes) {
    answer = Optional.of(bytes);
    return this;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      while (true) {
        String head = head(client.getInputStream());
        if (head.isEmpty()) {
          return;
        }
        requests.add(head);
        if (answer.isPresent()) {
          write(client, answer.get());
        } else if (!isAuthorized(head)) {
          write(client, AUTHENTICATION_REQUIRED);
        } else {
          relay(client, head);
          return;
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private boolean isAuthorized(String head) {
    return authorization
        .map(value -> head.contains("\r\nProxy-Authorization: " + value + "\r\n"))
        .orElse(true);
  }

  private void relay(Socket client, String head) throws IOException {
    try (Socket api = new Socket(InetAddress.getLoopbackAddress(), backend)) {
      if (head.startsWith("CONNECT ")) {
        write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        write(api, withPath(head));
      }
      Thread back = Thread.startVirtualThread(() -> pump(api, client));
      pump(client, api);
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Turns the absolute form of a request into the one for the server itself. */
  private static String withPath(String head) {
    String[] line = head.split(" ", 3);
    return line[0] + " " + URI.create(line[1]).getRawPath() + " " + line[2];
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // closed
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    return "";
  }

  /** Ends the proxy before the end of its test. */
  public void stop() throws IOException {
    server.close();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
