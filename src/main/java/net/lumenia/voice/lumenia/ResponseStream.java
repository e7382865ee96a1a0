package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import net.lumenia.voice.lumenia.BodyBudget.NoRoom;
import net.lumenia.voice.lumenia.BodyBudget.Room;
import okhttp3.Headers;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;

/**
 * The body of an answer as it comes: decompressed, and limited both as it comes and decompressed.
 * OkHttp would decompress by itself, but then a broken archive looks like a broken connection.
 *
 * <p>Reading it fails with {@link UnusableBody} if the server is to blame, with {@link NoRoom} if
 * other bodies are, and with {@link Broken} if the connection is.
 */
final class ResponseStream {

  static final String ACCEPTED_ENCODING = "gzip";

  private ResponseStream() {}

  /**
   * @param most bytes that it may have
   * @param room that it needs if it is large
   * @throws IOException see above
   */
  static BufferedSource of(Source received, Headers headers, long most, Room room)
      throws IOException {
    BufferedSource raw = Okio.buffer(new Limited(new Received(received), most, room));
    String encoding = headers.get("Content-Encoding");
    if (encoding == null || raw.exhausted()) {
      return raw;
    }
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> raw;
      case "gzip", "x-gzip" -> Okio.buffer(new Limited(new Decompressed(raw), most, room));
      default -> throw new UnusableBody("the body is compressed in a way that was not asked for");
    };
  }

  /** A body that is already here. */
  static BufferedSource of(byte[] bytes) {
    return new Buffer().write(bytes);
  }

  /** Its first bytes, which stay in it; fewer if it is shorter. */
  static ByteString start(BufferedSource body, long bytes) throws IOException {
    boolean longEnough = body.request(bytes);
    Buffer buffer = body.getBuffer();
    return buffer.snapshot((int) (longEnough ? bytes : buffer.size()));
  }

  /** The connection broke. */
  static final class Broken extends IOException {

    private static final long serialVersionUID = 1;

    private final IOException reason;

    Broken(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  /** Tells what comes from the connection from what is made of it. */
  private static final class Received extends ForwardingSource {

    Received(Source source) {
      super(source);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      try {
        return super.read(sink, byteCount);
      } catch (IOException e) {
        throw new Broken(e);
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
      } catch (Broken | UnusableBody | NoRoom | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw new UnusableBody("the body cannot be decompressed");
      }
    }
  }

  private static final class Limited extends ForwardingSource {

    private final long most;
    private final Room room;
    private long bytes;

    Limited(Source source, long most, Room room) {
      super(source);
      this.most = most;
      this.room = room;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long read = super.read(sink, byteCount);
      bytes += Math.max(read, 0);
      if (bytes > most) {
        throw new UnusableBody("the body is larger than " + size());
      }
      if (bytes > Limits.SMALL_BODY_BYTES) {
        room.take();
      }
      return read;
    }

    private String size() {
      return most < 1 << 20 ? (most >> 10) + " KiB" : (most >> 20) + " MiB";
    }
  }
}
