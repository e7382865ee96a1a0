package net.lumenia.voice.lumenia;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;

/**
 * A body whose last byte is written only with permission. What takes time is over by then: DNS,
 * connecting, TLS, and for a large body the wait for a peer that reads slowly, as all but that byte
 * has been handed to the operating system. A small one is sent in one piece right after it. Without
 * its last byte, the server has an incomplete request, which it drops.
 */
final class GuardedBody extends RequestBody {

  /** The size of OkHttp's buffers. What fits into one waits there until it is flushed. */
  private static final int BUFFER = 8_192;

  private final ByteString content;
  private final MediaType type;
  private final Permission permission;

  GuardedBody(ByteString content, MediaType type, Permission permission) {
    this.content = content;
    this.type = type;
    this.permission = permission;
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
    if (content.size() > BUFFER) {
      sink.flush();
    }
    if (!permission.holds()) {
      throw new NotPermitted();
    }
    sink.write(content, last, 1);
  }

  /** The request was given up before its end. */
  static final class NotPermitted extends IOException {

    private static final long serialVersionUID = 1;

    NotPermitted() {
      super("not permitted any more");
    }
  }
}
