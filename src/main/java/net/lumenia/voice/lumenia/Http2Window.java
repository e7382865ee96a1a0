package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.lang.reflect.Field;
import okhttp3.Connection;
import okhttp3.Protocol;
import okhttp3.internal.connection.RealConnection;
import okhttp3.internal.http2.Http2Connection;
import okhttp3.internal.http2.Settings;

/**
 * How much of an answer an HTTP/2 server may send before it is read. OkHttp grants 16 MiB to every
 * stream and stores what comes, so a few answers that wait for their {@linkplain BodyBudget room}
 * would fill the heap. It has no option for that, but its connections can be told.
 */
final class Http2Window {

  /** What a stream gets in HTTP/2 if nobody says otherwise. */
  private static final int BYTES = 65_535;

  private static final Field CONNECTION = field();

  private Http2Window() {}

  static boolean isHttp2(Connection connection) {
    Protocol protocol = connection.protocol();
    return protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE;
  }

  /**
   * Limits all streams that are opened from now on. Must be called before each stream is opened. A
   * server that opens one before it has taken the limit into account, which HTTP/2 forbids, loses
   * its answer if that is large, and only the first one on the connection.
   *
   * @throws IOException if the connection is broken
   */
  static void limit(Connection connection) throws IOException {
    Http2Connection http2 = http2(connection);
    if (http2.getOkHttpSettings().getInitialWindowSize() != BYTES) {
      http2.setSettings(new Settings().set(Settings.INITIAL_WINDOW_SIZE, BYTES));
    }
  }

  private static Http2Connection http2(Connection connection) {
    try {
      return (Http2Connection) CONNECTION.get(connection);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field field() {
    try {
      Field field = RealConnection.class.getDeclaredField("http2Connection");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this version of OkHttp needs another way", e);
    }
  }
}
