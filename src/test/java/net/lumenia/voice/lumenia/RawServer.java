package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers every request with raw bytes, and closes the connection. */
final class RawServer implements AutoCloseable {

  /** Writes an answer. */
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private volatile Writer answer = _ -> {};

  RawServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  /** Sets the answer, from the next request on. */
  RawServer answering(byte[] bytes) {
    return answering(out -> out.write(bytes));
  }

  RawServer answering(Writer writer) {
    answer = writer;
    return this;
  }

  Credentials credentials() {
    return Api.credentials("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      if (skipRequest(socket.getInputStream())) {
        answer.write(socket.getOutputStream());
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes(); // otherwise the written bytes may be lost
      }
    } catch (IOException e) {
      // the client closed the connection
    }
  }

  /** Headers and a body in one write. */
  private static boolean skipRequest(InputStream in) throws IOException {
    for (int last = 0, next = in.read(); next >= 0; last = last << 8 | next, next = in.read()) {
      if ((last << 8 | next) == 0x0d0a0d0a) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
