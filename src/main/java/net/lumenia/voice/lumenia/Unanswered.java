package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/**
 * A request that failed before its answer, and the rule of when it may be repeated: once, on a new
 * connection, and only if the server cannot have acted on it.
 *
 * @param readOnly whether it is a GET
 * @param bodyStarted whether a byte of its body may have been sent
 * @param reusedConnection whether the connection had carried a request before, and so may have been
 *     closed by the server while it was idle
 * @param answerStarted whether a byte of an answer was received
 */
record Unanswered(
    boolean readOnly,
    boolean bodyStarted,
    boolean reusedConnection,
    boolean answerStarted,
    IOException failure) {

  /** Whether the request may be sent once more. */
  boolean mayBeRepeated() {
    return !answerStarted && (readOnly || !bodyStarted) && isConnectionsFault();
  }

  private boolean isConnectionsFault() {
    return switch (failure) {
      case InterruptedIOException _ -> false; // also all timeouts: a repeat would have no time left
      case ConnectionShutdownException _ -> true; // closing before the request was sent
      case StreamResetException reset when isNotProcessed(reset) -> true;
      default -> reusedConnection;
    };
  }

  /** RFC 9113, section 8.7; OkHttp reports streams above a GOAWAY's last one in the same way. */
  private static boolean isNotProcessed(StreamResetException reset) {
    return reset.errorCode == ErrorCode.REFUSED_STREAM;
  }
}
