package net.lumenia.voice.lumenia;

import java.time.Duration;

/**
 * The limits of a call.
 *
 * @param connect for the TCP connection
 * @param call for everything from the first byte sent to the last one received
 * @param ping interval between two pings of an HTTP/2 connection. If a ping is not answered before
 *     the next is due, the connection is closed and all calls on it fail. At most half of {@code
 *     call}, so that a dead connection is detected before the calls on it time out
 */
public record Limits(Duration connect, Duration call, Duration ping) {

  private static final Duration PING = Duration.ofSeconds(5);

  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** For an assistant or a catalog, before and after decompression. */
  static final long BODY_BYTES = 4L << 20;

  /**
   * For all other bodies and error texts. A larger body needs memory from the {@link BodyBudget}.
   */
  static final long SMALL_BODY_BYTES = 64L << 10;

  /** Levels of nested objects and arrays. */
  static final int JSON_DEPTH = 64;

  /** 2,000 times what an assistant needs. */
  static final long JSON_TOKENS = 250_000;

  /** Enough for 4 MiB of {@code {"value":"en"}}. */
  static final long CATALOG_TOKENS = 1_200_000;

  /**
   * Validates the ping interval.
   *
   * @throws IllegalArgumentException if {@code ping} is more than half of {@code call}
   */
  public Limits {
    if (ping.multipliedBy(2).compareTo(call) > 0) {
      throw new IllegalArgumentException(
          "the ping interval %s must be at most half of the call timeout %s".formatted(ping, call));
    }
  }

  /** With a ping every 5 seconds, or more often for short calls. */
  public Limits(Duration connect, Duration call) {
    this(connect, call, call.dividedBy(2).compareTo(PING) < 0 ? call.dividedBy(2) : PING);
  }
}
