package net.lumenia.voice.lumenia;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;

/**
 * A body that is complete only with permission. What takes time is over when that is asked for:
 * DNS, connecting, TLS, and the wait for a peer that reads slowly.
 *
 * <p>On HTTP/1.1 the last byte is held back. Of a large body all the others have been handed to the
 * operating system by then; a small one is sent in one piece right after it. On HTTP/2 that byte
 * may have to wait until the server grants more window, so the permission is asked for again when
 * it is sent: the end of the stream needs no window. Without its last byte or the end of its
 * stream, the server has an incomplete request, which it drops.
 */
final class GuardedBody extends RequestBody {

  /** The size of OkHttp's buffers. What fits into one waits there until it is flushed. */
  private static final int BUFFER = 8_192;

  private final ByteString content;
  private final MediaType type;
  private final Permission permission;
  private final boolean http2;

  GuardedBody(ByteString content, MediaType type, Permission permission) {
    this(content, type, permission, false);
  }

  private GuardedBody(ByteString content, MediaType type, Permission permission, boolean http2) {
    this.content = content;
    this.type = type;
    this.permission = permission;
    this.http2 = http2;
  }

  /** The same for a stream of HTTP/2. */
  GuardedBody onHttp2() {
    return new GuardedBody(content, type, permission, true);
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
    requirePermission();
    sink.write(content, last, 1);
    if (http2) {
      sink.flush();
      requirePermission();
    }
  }

  private void requirePermission() throws NotPermitted {
    if (!permission.holds()) {
      throw new NotPermitted();
    }
  }

  /** The request was given up before its end. */
  static final class NotPermitted extends IOException {

    private static final long serialVersionUID = 1;

    NotPermitted() {
      super("not permitted any more");
    }
  }
}
