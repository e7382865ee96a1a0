package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;

/**
 * A request body that completes only if the fence is open at the last moment, after everything that
 * takes time: DNS, connecting, TLS, and a slow peer.
 *
 * <p>The last byte is held back until the fence is checked. On HTTP/1.1, all other bytes of a large
 * body have been passed to the operating system by then, and a small body is sent in one piece
 * after the check. On HTTP/2, the last byte may have to wait for flow-control window, so the fence
 * is checked again before the stream ends, which needs no window. A server drops a request without
 * its last byte or the end of its stream.
 */
final class FencedBody extends RequestBody {

  /** The size of OkHttp's buffers, in bytes. A smaller body stays in one until it is flushed. */
  private static final int BUFFER = 8_192;

  private final ByteString content;
  private final MediaType type;
  private final BooleanSupplier fence;
  private final boolean http2;

  FencedBody(ByteString content, MediaType type, BooleanSupplier fence) {
    this(content, type, fence, false);
  }

  private FencedBody(ByteString content, MediaType type, BooleanSupplier fence, boolean http2) {
    this.content = content;
    this.type = type;
    this.fence = fence;
    this.http2 = http2;
  }

  /** The same body for an HTTP/2 stream. */
  FencedBody onHttp2() {
    return new FencedBody(content, type, fence, true);
  }

  @Override
  public MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return content.size();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    int last = content.size() - 1;
    sink.write(content, 0, last);
    if (http2 || content.size() > BUFFER) {
      sink.flush();
    }
    checkFence();
    sink.write(content, last, 1);
    if (http2) {
      sink.flush();
      checkFence();
    }
  }

  private void checkFence() throws FenceClosed {
    if (!fence.getAsBoolean()) {
      throw new FenceClosed();
    }
  }

  /** The request was aborted before it was complete. */
  static final class FenceClosed extends IOException {

    private static final long serialVersionUID = 1;

    FenceClosed() {
      super("the fence is closed");
    }
  }
}
