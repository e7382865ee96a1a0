package net.lumenia.voice.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Hundreds of connections that never send a whole request, the oldest renewed again and again. */
final class HalfOpenConnections implements AutoCloseable {

  private static final int OPEN = 400;
  private static final String REQUEST =
      "GET /metrics HTTP/1.1\r\nHost: a\r\nX-Filler: " + "f".repeat(7_000);
  private static final String HUGE = "\r\nX-Filler: %s".formatted("f".repeat(7_000)).repeat(50);

  private final int port;
  private final Deque<Socket> open = new ArrayDeque<>();

  HalfOpenConnections(int port) {
    this.port = port;
  }

  /** Opens fifty more. */
  void renew() throws IOException {
    for (int i = 0; i < 50; i++) {
      if (open.size() >= OPEN) {
        open.removeFirst().close();
      }
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      open.addLast(socket);
      send(socket, i % 10 == 0 ? REQUEST + HUGE : REQUEST);
    }
  }

  private static void send(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException _) {
      // It was refused, as it should be.
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }
}
