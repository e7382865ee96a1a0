package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import net.lumenia.voice.assistant.LiveAssistant;

/** Answers the first request of a connection, and sends only the start of the next answer. */
final class ScriptedServer implements AutoCloseable {

  private final ServerSocket server;
  private final String body;
  private final String start;
  private final AtomicInteger requests = new AtomicInteger();
  private final LumeniaClient client =
      new LumeniaClient("1.2.3", Api.GENEROUS, (_, _, _) -> {}, Clock.systemUTC());

  ScriptedServer(String body, String start) {
    this.body = body;
    this.start = start;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  ApiResult<LiveAssistant> get() {
    return client.getAssistant(
        Api.credentials("http://127.0.0.1:" + server.getLocalPort()), "61636d65");
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          serve(socket, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(body.length()));
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket, String head) throws IOException {
    readHead(socket.getInputStream());
    socket.getOutputStream().write((head + body).getBytes(US_ASCII));
    readHead(socket.getInputStream());
    socket.getOutputStream().write(start.getBytes(US_ASCII));
  }

  private void readHead(InputStream in) throws IOException {
    for (int last = 0, next = in.read(); next >= 0; last = last << 8 | next, next = in.read()) {
      if ((last << 8 | next) == 0x0d0a0d0a) {
        requests.incrementAndGet();
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
