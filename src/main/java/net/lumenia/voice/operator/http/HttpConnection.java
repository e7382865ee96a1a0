package net.lumenia.voice.operator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection of the {@link HttpListener}, for one request and one response. No method waits for
 * the peer. Not thread-safe.
 */
final class HttpConnection {

  /** What the connection waits for. */
  enum State {
    /** The rest of the request's head. */
    READING,
    /** The response from the handler. */
    ANSWERING,
    /** The peer, to read the response. */
    WRITING,
    /** The peer, to close the connection: closing earlier could lose the response. */
    LINGERING,
    CLOSED
  }

  /** The maximum size of a request's first line and headers, in bytes. */
  static final int HEAD = 8 << 10;

  private static final int FIRST_READ = 512;

  private static final HttpResponse TOO_LARGE =
      HttpResponse.text(431, "the request has more than %d bytes of headers".formatted(HEAD));
  private static final HttpResponse NOT_HTTP =
      HttpResponse.text(400, "the request is not one of HTTP/1");

  private final SocketChannel channel;
  private final SelectionKey key;
  private long deadline;
  private State state = State.READING;
  private ByteBuffer in = ByteBuffer.allocate(FIRST_READ);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private boolean bodiless;

  /**
   * @param deadline when it is closed in any state, in terms of {@link System#nanoTime}
   */
  HttpConnection(SocketChannel channel, SelectionKey key, long deadline) {
    this.channel = channel;
    this.key = key;
    this.deadline = deadline;
  }

  State state() {
    return state;
  }

  boolean isOver(long now) {
    return deadline - now <= 0;
  }

  /**
   * Reads the available bytes.
   *
   * @return the request, once it is complete
   * @throws IOException if the connection is broken
   */
  Optional<HttpRequest> read(long now) throws IOException {
    int scanned = in.position();
    if (channel.read(in) < 0) {
      close();
    }
    if (state == State.LINGERING) {
      in.clear();
    }
    return state == State.READING ? request(scanned, now) : Optional.empty();
  }

  private Optional<HttpRequest> request(int scanned, long now) throws IOException {
    int end = endOfHead(scanned);
    if (end >= 0) {
      Optional<HttpRequest> request = HttpRequest.parse(in.duplicate().flip().limit(end));
      request.ifPresent(this::await);
      if (request.isEmpty()) {
        answer(NOT_HTTP, now);
      }
      return request;
    }
    if (in.position() == HEAD) {
      answer(TOO_LARGE, now);
    } else if (!in.hasRemaining()) {
      in = ByteBuffer.allocate(Math.min(HEAD, 2 * in.capacity())).put(in.flip());
    }
    return Optional.empty();
  }

  /** The index of the blank line; -1 if it has not arrived. */
  private int endOfHead(int scanned) {
    for (int at = Math.max(1, scanned); at < in.position(); at++) {
      if (endsBlankLine(at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean endsBlankLine(int at) {
    int before = in.get(at - 1) == '\r' ? at - 2 : at - 1;
    return in.get(at) == '\n' && before >= 0 && in.get(before) == '\n';
  }

  private void await(HttpRequest request) {
    state = State.ANSWERING;
    bodiless = request.isHead();
    key.interestOps(0);
  }

  /**
   * Starts to send the response.
   *
   * @throws IOException if the connection is broken
   */
  void answer(HttpResponse response, long now) throws IOException {
    if (state != State.CLOSED) {
      out = response.encode(bodiless);
      state = State.WRITING;
      write(now);
    }
  }

  /**
   * Sends as much of the response as the peer accepts.
   *
   * @throws IOException if the connection is broken
   */
  void write(long now) throws IOException {
    channel.write(out);
    key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    if (!out.hasRemaining()) {
      state = State.LINGERING;
      in.clear();
      out = ByteBuffer.allocate(0);
      deadline = Math.min(deadline - now, Duration.ofSeconds(1).toNanos()) + now;
      channel.shutdownOutput();
    }
  }

  void close() {
    state = State.CLOSED;
    try {
      channel.close();
    } catch (IOException _) {
      // It is closed in any case.
    }
  }
}
