package net.lumenia.voice.lumenia;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;

/**
 * A body whose last byte is written only with permission. Everything that takes time, such as DNS,
 * connecting, TLS, and a peer that reads slowly, is over by then; without that byte, the server has
 * an incomplete request, which it drops.
 */
final class GuardedBody extends RequestBody {

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
