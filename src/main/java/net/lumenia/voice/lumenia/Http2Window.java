package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.lang.reflect.Field;
import okhttp3.Connection;
import okhttp3.Protocol;
import okhttp3.internal.connection.RealConnection;
import okhttp3.internal.http2.Http2Connection;
import okhttp3.internal.http2.Settings;

/**
 * Limits the flow-control window of HTTP/2 streams. OkHttp grants 16 MiB to every stream and
 * buffers what arrives, so that a few answers that wait for {@linkplain BodyBudget memory} would
 * fill the heap. It has no option for this, so the settings of its connections are changed by
 * reflection.
 */
final class Http2Window {

  /** The default of HTTP/2. */
  private static final int BYTES = 65_535;

  private static final Field CONNECTION = field();

  private Http2Window() {}

  static boolean isHttp2(Connection connection) {
    Protocol protocol = connection.protocol();
    return protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE;
  }

  /**
   * Limits all streams that are opened from now on; must be called before each stream is opened. If
   * a server violates HTTP/2 and answers before it applies the setting, the first large answer on
   * the connection is lost.
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
      throw new IllegalStateException("this version of OkHttp has no field http2Connection", e);
    }
  }
}
