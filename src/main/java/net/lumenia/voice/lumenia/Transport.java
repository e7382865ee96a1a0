package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One request, one answer: nothing is repeated, no redirect followed. Calls run on the caller's
 * thread, so OkHttp's limit of five calls to a host at once, which is one of its dispatcher, does
 * not apply: how many run at once is the limiter's business.
 */
final class Transport {

  private static final int IDLE_CONNECTIONS = 64;

  /**
   * Shorter than the idle timeouts of common load balancers (60 s): to use a connection that the
   * other side has just given up would cost a call, as none is repeated.
   */
  private static final int IDLE_SECONDS = 30;

  private final OkHttpClient http;

  Transport(Limits limits) {
    this(limits, builder -> builder);
  }

  /**
   * @param customizer for what tests need, such as their certificates
   */
  Transport(Limits limits, UnaryOperator<OkHttpClient.Builder> customizer) {
    http =
        customizer
            .apply(
                new OkHttpClient.Builder()
                    .connectTimeout(limits.connect())
                    .callTimeout(limits.call())
                    // A slow answer may use all of the call's time.
                    .readTimeout(limits.call())
                    .writeTimeout(limits.call())
                    // An HTTP/2 connection outlives a call that times out, unless a ping fails.
                    .pingInterval(limits.ping())
                    .socketFactory(new ApiSockets(limits.call()))
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .connectionPool(
                        new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                    .addNetworkInterceptor(new ConnectionInterceptor()))
            .build();
  }

  /** Makes something of an answer, whose body is closed afterwards. */
  @FunctionalInterface
  interface AnswerReader<T> {

    /**
     * Reads an answer.
     *
     * @throws IOException if the body can't be read
     */
    T read(Response response) throws IOException;
  }

  /**
   * Sends the request and reads the answer.
   *
   * @throws IOException if no status came, or if the reader throws it
   */
  <T> T exchange(Request request, AnswerReader<T> reader) throws IOException {
    return ReceivedBytes.count(
        () -> {
          try (Response response = execute(request)) {
            return reader.read(response);
          }
        });
  }

  /** Connections with a call on them. */
  int busyConnections() {
    ConnectionPool pool = http.connectionPool();
    return pool.connectionCount() - pool.idleConnectionCount();
  }

  private Response execute(Request request) throws IOException {
    try {
      return http.newCall(request).execute();
    } catch (Exception e) {
      // Not declared, but thrown while OkHttp waits for a connection: Kotlin has no checked ones.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      throw e;
    }
  }
}
