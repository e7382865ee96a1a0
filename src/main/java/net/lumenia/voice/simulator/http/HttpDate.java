package net.lumenia.voice.simulator.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Formats dates for headers, such as {@code Sun, 06 Nov 1994 08:49:37 GMT} (RFC 9110, IMF-fixdate).
 */
public final class HttpDate {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  public static String of(Instant time) {
    return FORMAT.format(time);
  }
}
