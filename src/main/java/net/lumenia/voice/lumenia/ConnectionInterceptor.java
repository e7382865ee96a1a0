package net.lumenia.voice.lumenia;

import java.io.IOException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Adapts calls to their connection, which only a network interceptor knows. */
final class ConnectionInterceptor implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Connection connection = chain.connection();
    if (connection != null && Http2Window.isHttp2(connection)) {
      Http2Window.limit(connection);
      request = onHttp2(request);
    } else if (connection != null && request.body() != null && isOld(request)) {
      IdleConnection.requireOpen(connection.socket());
    }
    return RetryAfter.hideFromOkHttp(chain.proceed(request));
  }

  private static boolean isOld(Request request) {
    Attempt attempt = request.tag(Attempt.class);
    return attempt != null && attempt.usesOldConnection();
  }

  private static Request onHttp2(Request request) {
    return request.body() instanceof FencedBody body
        ? request.newBuilder().method(request.method(), body.onHttp2()).build()
        : request;
  }
}
