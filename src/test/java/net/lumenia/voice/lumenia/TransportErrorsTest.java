package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors that cannot be produced on loopback; {@link BrokenConnectionsTest} has the others. */
class TransportErrorsTest {

  private final TransportErrors failures =
      new TransportErrors(new TokenFreeText(Token.of("secret")), Clock.systemUTC());

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(
            new UnknownHostException("h: no address"),
            "DNS does not know the host h of the base URL"),
        Arguments.of(new NoRouteToHostException("No route"), "there is no route to h"),
        Arguments.of(
            new ConnectException("Failed to connect to h/127.0.0.1:1"), "connection refused by h"),
        Arguments.of(
            new SSLHandshakeException("PKIX path building failed\nfor secret"),
            "TLS with h failed: PKIX path building failed for [token]"),
        Arguments.of(
            new SocketException("Connection reset"), "connection reset by h: Connection reset"),
        Arguments.of(
            new ProtocolException("Unexpected status line: SSH-2.0"),
            "the server at h does not speak HTTP: Unexpected status line: SSH-2.0"),
        Arguments.of(
            new ProtocolException("unexpected end of stream"),
            "h closed the connection before its answer was complete"),
        Arguments.of(new EOFException(), "h closed the connection before its answer was complete"),
        Arguments.of(new IOException(), "the connection to h failed"));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void messageSaysWhatWentWrong(IOException e, String sentence) {
    assertThat(failures.of(e, "h")).isInstanceOf(Unavailable.class);
    assertThat(failures.of(e, "h").message()).isEqualTo(sentence);
  }

  @Test
  void timeoutExceptionsAreTimeouts() {
    assertThat(failures.of(new SocketTimeoutException("connect"), "h"))
        .isEqualTo(new Timeout("h did not answer in time"));
    assertThat(failures.of(new InterruptedIOException("timeout"), "h")).isInstanceOf(Timeout.class);
  }
}
