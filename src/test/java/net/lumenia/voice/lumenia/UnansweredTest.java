package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import net.lumenia.voice.lumenia.FencedBody.FenceClosed;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of what may be repeated, as a table. */
class UnansweredTest {

  private static final Map<String, IOException> FAILURES =
      Map.ofEntries(
          Map.entry("closed", new IOException("unexpected end of stream", new EOFException())),
          Map.entry("reset", new SocketException("Connection reset")),
          Map.entry("broken TLS", new SSLException("Connection reset")),
          Map.entry("dead HTTP/2", new StreamResetException(ErrorCode.PROTOCOL_ERROR)),
          Map.entry("REFUSED_STREAM", new StreamResetException(ErrorCode.REFUSED_STREAM)),
          Map.entry("not sent", new ConnectionShutdownException()),
          Map.entry("refused", new ConnectException("refused")),
          Map.entry("timeout", new SocketTimeoutException("timeout")),
          Map.entry("call timeout", new InterruptedIOException("timeout")),
          Map.entry("fence closed", new FenceClosed()));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # request,     connection, answer,  failure,        repeated
          GET,           reused,     none,    closed,         yes
          GET,           reused,     none,    reset,          yes
          GET,           reused,     none,    broken TLS,     yes
          GET,           reused,     none,    dead HTTP/2,    yes
          GET,           reused,     none,    REFUSED_STREAM, yes
          GET,           reused,     none,    not sent,       yes
          GET,           new,        none,    REFUSED_STREAM, yes
          GET,           new,        none,    not sent,       yes
          GET,           new,        none,    closed,         no
          GET,           new,        none,    reset,          no
          GET,           new,        none,    broken TLS,     no
          GET,           new,        none,    dead HTTP/2,    no
          GET,           new,        none,    refused,        no
          GET,           reused,     started, closed,         no
          GET,           reused,     started, reset,          no
          GET,           reused,     started, REFUSED_STREAM, no
          GET,           reused,     none,    timeout,        no
          GET,           reused,     none,    call timeout,   no
          GET,           new,        none,    timeout,        no
          PATCH,         reused,     none,    closed,         yes
          PATCH,         reused,     none,    reset,          yes
          PATCH,         reused,     none,    not sent,       yes
          PATCH,         new,        none,    not sent,       yes
          PATCH,         new,        none,    REFUSED_STREAM, yes
          PATCH,         new,        none,    closed,         no
          PATCH,         reused,     none,    timeout,        no
          PATCH and body,reused,     none,    closed,         no
          PATCH and body,reused,     none,    reset,          no
          PATCH and body,reused,     none,    dead HTTP/2,    no
          PATCH and body,reused,     none,    REFUSED_STREAM, no
          PATCH and body,new,        none,    REFUSED_STREAM, no
          PATCH and body,new,        none,    closed,         no
          PATCH and body,reused,     started, closed,         no
          PATCH and body,reused,     none,    fence closed,   no
          """)
  void onlyWhatTheServerCannotHaveActedOnIsRepeated(
      String request, String connection, String answer, String failure, String repeated) {
    var unanswered =
        new Unanswered(
            request.equals("GET"),
            request.endsWith("body"),
            connection.equals("reused"),
            answer.equals("started"),
            Objects.requireNonNull(FAILURES.get(failure), failure));
    assertThat(unanswered.mayBeRepeated()).isEqualTo(repeated.equals("yes"));
  }
}
