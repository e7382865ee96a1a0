package net.lumenia.voice.lumenia;

import java.io.IOException;

/**
 * Limits all bytes that a call receives over HTTP/1.1, which it reads on its own thread. They
 * include what is not part of the body, such as chunk extensions, which OkHttp buffers whatever
 * their length. On HTTP/2 the {@linkplain Http2Window window} is the limit.
 */
final class ReceivedBytes {

  /** In addition to the body: OkHttp's limit for headers, and TLS. */
  private static final long OVERHEAD = 512 << 10;

  /**
   * The size of the two padded alerts with which some peers close a TLS connection. So few bytes
   * are no answer: its head is longer.
   */
  private static final int TLS_ALERTS = 2 * 47;

  private static final ScopedValue<ReceivedBytes> CALL = ScopedValue.newInstance();

  private long received;
  private long limit = OVERHEAD + 2 * Limits.SMALL_BODY_BYTES;

  /** Runs a call and counts what it receives. */
  static <T> T count(ScopedValue.CallableOp<T, IOException> call) throws IOException {
    return ScopedValue.where(CALL, new ReceivedBytes()).call(call);
  }

  /**
   * Counts bytes for the call of this thread.
   *
   * @throws UnusableBody if the call has received too much
   */
  static void add(int bytes) throws IOException {
    if (CALL.isBound()) {
      CALL.get().received(bytes);
    }
  }

  /** Raises the limit for a large body, doubled for the framing of its chunks. */
  static void expectLargeBody() {
    if (CALL.isBound()) {
      CALL.get().limit = OVERHEAD + 2 * Limits.BODY_BYTES;
    }
  }

  /**
   * Whether the call of this thread has received a part of an answer over HTTP/1.1.
   *
   * @param tls whether the bytes are encrypted
   */
  static boolean isAnswerStarted(boolean tls) {
    return CALL.isBound() && CALL.get().received > (tls ? TLS_ALERTS : 0);
  }

  private void received(int bytes) throws IOException {
    received += bytes;
    if (received > limit) {
      throw new UnusableBody("the transfer is much larger than the body");
    }
  }
}
