package net.lumenia.voice.lumenia;

import java.io.IOException;

/**
 * What one call has received over HTTP/1.1, which is read on the call's own thread: everything,
 * also what no body shows, such as the extensions of chunks, which OkHttp stores however long they
 * are. On HTTP/2 the {@linkplain Http2Window window} is the limit.
 */
final class ReceivedBytes {

  /** Beside the body: OkHttp's own limit of headers, and TLS. */
  private static final long BESIDE_BODY = 512 << 10;

  private static final ScopedValue<ReceivedBytes> CALL = ScopedValue.newInstance();

  private long received;
  private long limit = BESIDE_BODY + 2 * Limits.SMALL_BODY_BYTES;

  /** Runs a call. */
  static <T> T count(ScopedValue.CallableOp<T, IOException> call) throws IOException {
    return ScopedValue.where(CALL, new ReceivedBytes()).call(call);
  }

  /** Something was received. */
  static void add(int bytes) throws IOException {
    if (CALL.isBound()) {
      CALL.get().received(bytes);
    }
  }

  /** The call has room for a large body, and as much again for the chunks around it. */
  static void expectLargeBody() {
    if (CALL.isBound()) {
      CALL.get().limit = BESIDE_BODY + 2 * Limits.BODY_BYTES;
    }
  }

  private void received(int bytes) throws IOException {
    received += bytes;
    if (received > limit) {
      throw new UnusableBody("more is sent around the body than the body has");
    }
  }
}
