package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Checks an idle connection of HTTP/1.1 before a request that must not be repeated once it is sent.
 * OkHttp checks only those that were idle for 10 s, and many servers close them earlier.
 */
final class IdleConnection {

  /** How long to wait for the news of a close that has already arrived. */
  private static final int MILLIS = 1;

  private IdleConnection() {}

  /**
   * Requires that the peer has not closed the connection.
   *
   * @throws IOException if it has, or if it has sent something that is no answer to a request
   */
  static void requireOpen(Socket socket) throws IOException {
    int timeout = socket.getSoTimeout();
    socket.setSoTimeout(MILLIS);
    try {
      int read = socket.getInputStream().read();
      throw new IOException(
          read < 0 ? "closed while it was idle" : "data without a request on an idle connection");
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(timeout);
    }
  }
}
