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
 * Sends requests over OkHttp. It repeats no request and follows no redirect. Calls run on the
 * caller's thread, so that the limit of five concurrent calls per host in OkHttp's dispatcher does
 * not apply; the rate limiter limits concurrency.
 */
final class Transport {

  private static final int IDLE_CONNECTIONS = 64;

  /**
   * Shorter than the idle timeouts of common load balancers (60 s), because a call on a connection
   * that the peer has just closed fails.
   */
  private static final int IDLE_SECONDS = 30;

  private final OkHttpClient http;

  Transport(Limits limits) {
    this(limits, builder -> builder);
  }

  /**
   * @param customizer for tests, such as for their certificates
   */
  Transport(Limits limits, UnaryOperator<OkHttpClient.Builder> customizer) {
    var builder = new OkHttpClient.Builder();
    TlsCiphers.prefer(builder);
    http =
        customizer
            .apply(
                builder
                    .connectTimeout(limits.connect())
                    .callTimeout(limits.call())
                    // A slow answer may use the whole call timeout.
                    .readTimeout(limits.call())
                    .writeTimeout(limits.call())
                    // Detects dead HTTP/2 connections, which a call timeout does not close.
                    .pingInterval(limits.ping())
                    .socketFactory(new ApiSocketFactory(limits.call()))
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .connectionPool(
                        new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                    .addNetworkInterceptor(new ConnectionInterceptor()))
            .build();
  }

  /** Reads an answer, whose body is closed afterwards. */
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
   * @throws IOException if no status is received, or if the reader throws it
   */
  <T> T exchange(Request request, AnswerReader<T> reader) throws IOException {
    return ReceivedBytes.count(
        () -> {
          try (Response response = execute(request)) {
            return reader.read(response);
          }
        });
  }

  /** The number of connections with a call in flight. */
  int busyConnections() {
    ConnectionPool pool = http.connectionPool();
    return pool.connectionCount() - pool.idleConnectionCount();
  }

  private Response execute(Request request) throws IOException {
    try {
      return http.newCall(request).execute();
    } catch (Exception e) {
      // OkHttp is Kotlin and throws this undeclared while it waits for a connection.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      throw e;
    }
  }
}
