package net.lumenia.voice.lumenia;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import net.lumenia.voice.lumenia.ApiFailure.Withheld;
import net.lumenia.voice.lumenia.FencedBody.FenceClosed;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/**
 * Maps the exception of a call without an answer to a failure that says what went wrong.
 *
 * @param clock to which the validity of certificates is compared
 */
record TransportErrors(TokenFreeText text, Clock clock) {

  ApiFailure of(IOException e, String host) {
    if (Thread.currentThread().isInterrupted()) {
      return unavailable("the call to %s was interrupted before it was answered".formatted(host));
    }
    return switch (e) {
      case FenceClosed _ ->
          new Withheld(
              "the PATCH was aborted before it was complete, because this process may no longer write:"
                  + " its lease or its last read of the VoiceAssistant is too old; checking again");
      case ProxyFailed failed -> new ProxyErrors(text).of(failed, host);
      case SocketTimeoutException _, InterruptedIOException _ ->
          new Timeout("%s did not answer in time".formatted(host));
      case UnknownHostException _ ->
          unavailable("DNS does not know the host %s of the base URL".formatted(host));
      case NoRouteToHostException _ -> unavailable("there is no route to %s".formatted(host));
      case ConnectException _ -> unavailable("connection refused by %s".formatted(host));
      case SSLException tls ->
          unavailable("TLS with %s failed: %s".formatted(host, new TlsErrors(text, clock).of(tls)));
      case SocketException _ -> unavailable("connection reset by %s%s".formatted(host, reason(e)));
      case StreamResetException reset when reset.errorCode == ErrorCode.PROTOCOL_ERROR ->
          unavailable("%s no longer answers on its HTTP/2 connection, or broke it".formatted(host));
      case ProtocolException _ when !isTruncated(e) ->
          unavailable("the server at %s does not speak HTTP%s".formatted(host, reason(e)));
      case ProtocolException _, EOFException _ -> closedEarly(host);
      default ->
          isTruncated(e)
              ? closedEarly(host)
              : unavailable("the connection to %s failed%s".formatted(host, reason(e)));
    };
  }

  /** OkHttp reports a connection that ends too early only by this message. */
  private static boolean isTruncated(IOException e) {
    return String.valueOf(e.getMessage()).startsWith("unexpected end of stream");
  }

  private static ApiFailure closedEarly(String host) {
    return unavailable("%s closed the connection before its answer was complete".formatted(host));
  }

  private String reason(IOException e) {
    String reason = text.clean(String.valueOf(e.getMessage()));
    return e.getMessage() == null || reason.isEmpty() ? "" : ": " + reason;
  }

  private static ApiFailure unavailable(String message) {
    return new Unavailable(OptionalInt.empty(), Optional.empty(), message);
  }
}
