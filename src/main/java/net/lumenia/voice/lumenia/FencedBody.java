package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;

/**
 * A request body that completes only if the fence is open at the last moment, after all that takes
 * time: DNS, connecting, TLS, and a peer that reads slowly.
 *
 * <p>On HTTP/1.1 the last byte is held back. Of a large body all the others have been handed to the
 * operating system by then; a small one is sent in one piece right after it. On HTTP/2 that byte
 * may have to wait until the server grants more window, so the fence is checked again when it is
 * sent: the end of the stream needs no window. Without its last byte or the end of its stream, the
 * server has an incomplete request, which it drops.
 */
final class FencedBody extends RequestBody {

  /** The size of OkHttp's buffers. What fits into one waits there until it is flushed. */
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

  /** The same for a stream of HTTP/2. */
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

  private void checkFence() throws Fenced {
    if (!fence.getAsBoolean()) {
      throw new Fenced();
    }
  }

  /** The request was abandoned before its last byte. */
  static final class Fenced extends IOException {

    private static final long serialVersionUID = 1;

    Fenced() {
      super("the fence was closed");
    }
  }
}
