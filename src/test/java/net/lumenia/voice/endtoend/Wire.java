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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A wire between the operator and a server, where it can be held up in the middle of things: an
 * answer that does not arrive, a connection that does not come about.
 */
final class Wire implements AutoCloseable {

  /** How many connections the system completes before they are accepted. */
  private static final int BACKLOG = 100;

  private static final String LAST_ONE = "\r\nConnection: close\r\n\r\n";
  private static final int CONNECT_MILLIS = 300;

  private final URI target;
  private final ServerSocket entry;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Socket> fillers = new CopyOnWriteArrayList<>();
  private final AtomicInteger heldAnswers = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean held;
  private boolean sealed;
  private boolean acceptorWaits;

  private Wire(URI target, ServerSocket entry) {
    this.target = target;
    this.entry = entry;
  }

  static Wire to(URI target) {
    try {
      var wire = new Wire(target, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(wire::acceptAll);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server by way of this wire. */
  URI url() {
    return URI.create("%s://127.0.0.1:%d".formatted(target.getScheme(), entry.getLocalPort()));
  }

  /** From now on answers stay in the wire. */
  void hold() {
    change(() -> held = true);
  }

  /** They arrive. */
  void release() {
    change(() -> held = false);
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
    change(() -> sealed = true);
    fill();
    release();
  }

  /** Connections come about, also those that have been waiting. */
  void open() {
    change(() -> sealed = false);
  }

  /** How many connections to this wire have not come about yet. Only on Linux. */
  long connecting() throws IOException {
    String synSentToThis =
        "(?i)\\s*\\d+: \\S+ [0-9A-F]+:%04X 02 .*".formatted(entry.getLocalPort());
    try (Stream<String> four = Files.lines(Path.of("/proc/net/tcp"));
        Stream<String> six = Files.lines(Path.of("/proc/net/tcp6"))) {
      return Stream.concat(four, six).filter(line -> line.matches(synSentToThis)).count();
    }
  }

  /**
   * Uses up the backlog, once the acceptor has taken its last connection out of it. To listen again
   * at the same port, with a smaller backlog, would fail when another test starts a process at that
   * time: it inherits the socket for a moment.
   */
  private void fill() throws IOException {
    connectFiller();
    await(() -> acceptorWaits);
    try {
      while (true) {
        connectFiller();
      }
    } catch (SocketTimeoutException full) {
      fillers.removeLast().close();
    }
  }

  private void connectFiller() throws IOException {
    var filler = new Socket();
    fillers.add(filler);
    filler.connect(entry.getLocalSocketAddress(), CONNECT_MILLIS);
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket operator = entry.accept();
        sockets.add(operator);
        awaitUnsealed();
        if (isFiller(operator)) {
          operator.close();
        } else {
          connect(operator);
        }
      }
    } catch (IOException e) {
      // The wire is closed.
    }
  }

  private boolean isFiller(Socket accepted) {
    return fillers.stream().anyMatch(filler -> filler.getLocalPort() == accepted.getPort());
  }

  private void connect(Socket operator) throws IOException {
    var server = new Socket();
    sockets.add(server);
    server.connect(new InetSocketAddress(target.getHost(), target.getPort()));
    operator.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    Thread.ofVirtual().start(() -> pass(operator, server, false));
    Thread.ofVirtual().start(() -> pass(server, operator, true));
  }

  private void pass(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[1 << 20];
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (answers && awaitRelease()) {
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

  /** Returns whether it is released as the last one on its connection. */
  private boolean awaitRelease() {
    lock.lock();
    try {
      heldAnswers.incrementAndGet();
      await(() -> !held);
      heldAnswers.decrementAndGet();
      return sealed;
    } finally {
      lock.unlock();
    }
  }

  private void awaitUnsealed() {
    lock.lock();
    try {
      if (sealed) {
        change(() -> acceptorWaits = true);
        await(() -> !sealed);
        acceptorWaits = false;
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier state) {
    lock.lock();
    try {
      while (!state.getAsBoolean()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      entry.close();
      open();
      release();
      for (Socket socket : sockets) {
        socket.close();
      }
      for (Socket filler : fillers) {
        filler.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
