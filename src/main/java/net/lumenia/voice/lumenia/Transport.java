package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import net.lumenia.voice.network.NetworkSettings;
import net.lumenia.voice.network.ProxyServer;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests over OkHttp. It follows no redirect, and repeats a request only if {@link
 * Unanswered} allows it. Calls run on the caller's thread, so that the limit of five concurrent
 * calls per host in OkHttp's dispatcher does not apply; the rate limiter limits concurrency.
 */
final class Transport {

  private static final int IDLE_CONNECTIONS = 64;

  /** Shorter than the idle timeouts of common load balancers (60 s), which saves repeats. */
  private static final int IDLE_SECONDS = 30;

  private final OkHttpClient http;
  private final ProxyRoutes proxies;
  private final Duration callTimeout;

  Transport(Limits limits, NetworkSettings network) {
    this(limits, network, builder -> builder);
  }

  /**
   * @param customizer for tests, such as for protocols
   */
  Transport(
      Limits limits, NetworkSettings network, UnaryOperator<OkHttpClient.Builder> customizer) {
    callTimeout = limits.call();
    proxies = new ProxyRoutes(network.proxies());
    var builder = new OkHttpClient.Builder();
    TlsCiphers.prefer(builder);
    http =
        customizer
            .apply(
                builder
                    .connectTimeout(limits.connect())
                    // A slow answer may use the whole call timeout.
                    .readTimeout(limits.call())
                    .writeTimeout(limits.call())
                    // Detects dead HTTP/2 connections, which a call timeout does not close.
                    .pingInterval(limits.ping())
                    .socketFactory(new ApiSocketFactory(limits.call()))
                    .sslSocketFactory(network.roots().socketFactory(), network.roots())
                    .proxySelector(proxies)
                    .proxyAuthenticator(proxies)
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .connectionPool(
                        new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                    .eventListenerFactory(Transport::listener)
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

  private static EventListener listener(Call call) {
    Attempt attempt = call.request().tag(Attempt.class);
    return attempt == null ? EventListener.NONE : attempt;
  }

  private Response execute(Request request) throws IOException {
    long deadline = System.nanoTime() + callTimeout.toNanos();
    var attempt = new Attempt();
    try {
      return send(http, request, attempt, deadline);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted() || !attempt.failed(request, e).mayBeRepeated()) {
        throw e;
      }
      // The server has probably closed other idle connections, too.
      http.connectionPool().evictAll();
      return send(withoutPool(), request, new Attempt(), deadline);
    }
  }

  /** A client whose call can't take a connection that another call has used. */
  private OkHttpClient withoutPool() {
    return http.newBuilder().connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)).build();
  }

  private Response send(OkHttpClient http, Request request, Attempt attempt, long deadline)
      throws IOException {
    Call call = http.newCall(request.newBuilder().tag(Attempt.class, attempt).build());
    call.timeout().timeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    try {
      return call.execute();
    } catch (Exception e) {
      // OkHttp is Kotlin and throws this undeclared while it waits for a connection.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      if (e instanceof IOException failure && attempt.endedAtProxy()) {
        throw proxyFailed(request, failure);
      }
      throw e;
    }
  }

  private IOException proxyFailed(Request request, IOException failure) {
    return proxy(request)
        .<IOException>map(proxy -> new ProxyFailed(proxy, failure))
        .orElse(failure);
  }

  /** The host and port of the proxy that leads to a URL; empty if none does. */
  Optional<String> proxy(Request request) {
    return proxies.of(request.url()).map(ProxyServer::name);
  }
}
