package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.lumenia.Answer.Body;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One request, one answer: nothing is repeated, no redirect followed. Calls run on the caller's
 * thread, so OkHttp's limit of five calls to a host at once, which is one of its dispatcher, does
 * not apply: how many run at once is the gate's business.
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
    http =
        new OkHttpClient.Builder()
            .connectTimeout(limits.connect())
            .callTimeout(limits.call())
            // The call's own timeout is the only one that counts: a slow answer may use all of it.
            .readTimeout(limits.call())
            .writeTimeout(limits.call())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            .addNetworkInterceptor(RetryAfter.setAside())
            .build();
  }

  /**
   * Sends the request and reads the answer.
   *
   * @throws IOException if no status came, or if the body of a success did not come to its end
   */
  Answer exchange(Request request) throws IOException {
    try (Response response = execute(request)) {
      var answer =
          new Answer(response.code(), response.headers(), new Body.Unusable("it broke off"));
      try {
        return new Answer(answer.code(), answer.headers(), BodyReader.read(response));
      } catch (IOException e) {
        if (answer.isSuccess()) {
          throw e;
        }
        return answer; // an error's status says enough without its text
      }
    }
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
