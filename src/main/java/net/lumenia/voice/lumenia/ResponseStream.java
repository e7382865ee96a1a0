package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import net.lumenia.voice.lumenia.BodyBudget.Allocation;
import net.lumenia.voice.lumenia.BodyBudget.BudgetExhausted;
import okhttp3.Headers;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;

/**
 * The body of an answer as a decompressed stream, limited before and after decompression. OkHttp's
 * own decompression reports an invalid archive as a broken connection.
 *
 * <p>Reading fails with {@link UnusableBody} because of the server, with {@link BudgetExhausted}
 * because of other bodies, and with {@link ConnectionBroken} because of the connection.
 */
final class ResponseStream {

  static final String ACCEPTED_ENCODING = "gzip";

  private ResponseStream() {}

  /**
   * @param max bytes
   * @param memory to acquire for a large body
   * @throws IOException as described for the class
   */
  static BufferedSource of(Source received, Headers headers, long max, Allocation memory)
      throws IOException {
    BufferedSource raw = Okio.buffer(new Limited(new Received(received), max, memory));
    String encoding = headers.get("Content-Encoding");
    if (encoding == null || raw.exhausted()) {
      return raw;
    }
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> raw;
      case "gzip", "x-gzip" -> Okio.buffer(new Limited(new Decompressed(raw), max, memory));
      default -> throw new UnusableBody("the body has an unsupported Content-Encoding");
    };
  }

  /** A body that is in memory. */
  static BufferedSource of(byte[] bytes) {
    return new Buffer().write(bytes);
  }

  /** The first bytes of a body without consuming them; fewer if it is shorter. */
  static ByteString start(BufferedSource body, long bytes) throws IOException {
    boolean longEnough = body.request(bytes);
    Buffer buffer = body.getBuffer();
    return buffer.snapshot((int) (longEnough ? bytes : buffer.size()));
  }

  /** The connection broke. */
  static final class ConnectionBroken extends IOException {

    private static final long serialVersionUID = 1;

    private final IOException reason;

    ConnectionBroken(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  /** Marks the exceptions of the connection, to tell them from those of decompression. */
  private static final class Received extends ForwardingSource {

    Received(Source source) {
      super(source);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      try {
        return super.read(sink, byteCount);
      } catch (IOException e) {
        throw new ConnectionBroken(e);
      }
    }
  }

  private static final class Decompressed extends ForwardingSource {

    Decompressed(Source compressed) {
      super(new GzipSource(compressed));
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      try {
        return super.read(sink, byteCount);
      } catch (ConnectionBroken | UnusableBody | BudgetExhausted | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw new UnusableBody("the body cannot be decompressed");
      }
    }
  }

  private static final class Limited extends ForwardingSource {

    private final long max;
    private final Allocation memory;
    private long bytes;

    Limited(Source source, long max, Allocation memory) {
      super(source);
      this.max = max;
      this.memory = memory;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long read = super.read(sink, byteCount);
      bytes += Math.max(read, 0);
      if (bytes > max) {
        throw new UnusableBody("the body is larger than " + size());
      }
      if (bytes > Limits.SMALL_BODY_BYTES) {
        memory.acquire();
      }
      return read;
    }

    private String size() {
      return max < 1 << 20 ? (max >> 10) + " KiB" : (max >> 20) + " MiB";
    }
  }
}
