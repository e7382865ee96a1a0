package net.lumenia.voice.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A wire between the operator and a server, where it can be held up in the middle of things: an
 * answer that does not arrive, a connection that does not come about.
 */
final class Wire implements AutoCloseable {

  private static final int PLENTY = 1_000;
  private static final String LAST_ONE = "\r\nConnection: close\r\n\r\n";
  private static final int CONNECT_MILLIS = 300;

  private final URI target;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger heldAnswers = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean held;
  private volatile boolean once;
  private volatile ServerSocket entry;
  private volatile Thread doorman;

  private Wire(URI target, ServerSocket entry) {
    this.target = target;
    this.entry = entry;
    port = entry.getLocalPort();
    doorman = accept(entry);
  }

  static Wire to(URI target) {
    return new Wire(target, listen(0, PLENTY));
  }

  /** The server by way of this wire. */
  URI url() {
    return URI.create("%s://127.0.0.1:%d".formatted(target.getScheme(), port));
  }

  /** From now on answers stay in the wire. */
  void hold() {
    setHeld(true);
  }

  /** They arrive. */
  void release() {
    setHeld(false);
  }

  /** On how many connections an answer is held up. */
  int heldAnswers() {
    return heldAnswers.get();
  }

  /**
   * Lets the answers that are held arrive, each as the last one on its connection, and lets no new
   * connections come about: a client waits in the middle of connecting, until {@link #open}.
   */
  void releaseAndSeal() throws IOException {
    shut();
    entry = listen(port, 1);
    fill();
    once = true;
    release();
  }

  /** Connections come about, also those that have been waiting. */
  void open() throws IOException {
    shut();
    once = false;
    entry = listen(port, PLENTY);
    doorman = accept(entry);
  }

  /** How many connections to this wire have not come about yet. Only on Linux. */
  long connecting() throws IOException {
    String synSentToThis = "(?i)\\s*\\d+: \\S+ [0-9A-F]+:%04X 02 .*".formatted(port);
    try (Stream<String> four = Files.lines(Path.of("/proc/net/tcp"));
        Stream<String> six = Files.lines(Path.of("/proc/net/tcp6"))) {
      return Stream.concat(four, six).filter(line -> line.matches(synSentToThis)).count();
    }
  }

  /** The system completes connections that are not accepted, until it has no more room for them. */
  private void fill() throws IOException {
    try {
      while (true) {
        var filler = new Socket();
        sockets.add(filler);
        filler.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      }
    } catch (SocketTimeoutException full) {
      sockets.removeLast().close();
    }
  }

  private static ServerSocket listen(int port, int backlog) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port is free again only when no thread waits at it. */
  private void shut() throws IOException {
    entry.close();
    try {
      doorman.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Thread accept(ServerSocket door) {
    return Thread.ofVirtual().start(() -> acceptAll(door));
  }

  private void acceptAll(ServerSocket door) {
    try {
      while (true) {
        Socket operator = door.accept();
        var server = new Socket();
        sockets.addAll(List.of(operator, server));
        server.connect(new InetSocketAddress(target.getHost(), target.getPort()));
        operator.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pass(operator, server, false));
        Thread.ofVirtual().start(() -> pass(server, operator, true));
      }
    } catch (IOException e) {
      // The door is closed.
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[1 << 20];
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (answers) {
          awaitRelease();
        }
        if (answers && once) {
          String text = new String(piece, 0, length, ISO_8859_1);
          out.write(text.replaceFirst("\r\n\r\n", LAST_ONE).getBytes(ISO_8859_1));
        } else {
          out.write(piece, 0, length);
        }
      }
    } catch (IOException e) {
      // The other direction ends with its sockets.
    }
  }

  private void awaitRelease() {
    lock.lock();
    try {
      if (held) {
        heldAnswers.incrementAndGet();
      }
      while (held) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void setHeld(boolean now) {
    lock.lock();
    try {
      held = now;
      heldAnswers.set(0);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      entry.close();
      release();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
