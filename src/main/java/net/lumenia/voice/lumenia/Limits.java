package net.lumenia.voice.lumenia;

import java.time.Duration;

/**
 * How much a call may take. The API is someone else's computer.
 *
 * @param connect for the TCP connection
 * @param call for everything from the first byte sent to the last one received
 * @param ping between two pings of an HTTP/2 connection. A connection that leaves one unanswered
 *     until the next is due is given up with all calls on it, so this is at most half of {@code
 *     call}: else every call on a dead connection times out before the connection is known to be
 *     dead, and so does the next one
 */
public record Limits(Duration connect, Duration call, Duration ping) {

  private static final Duration PING = Duration.ofSeconds(5);

  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** Of an assistant or a catalog, as it comes and after decompression. */
  static final long BODY_BYTES = 4L << 20;

  /** Of every other body, and of the text of an error. Up to this size a body needs no room. */
  static final long SMALL_BODY_BYTES = 64L << 10;

  /** Objects and arrays within each other. */
  static final int JSON_DEPTH = 64;

  /** 2,000 times what an assistant needs. */
  static final long JSON_TOKENS = 250_000;

  /** A catalog may use up its 4 MiB, with {@code {"value":"en"}} for every language. */
  static final long CATALOG_TOKENS = 1_200_000;

  /**
   * Checks that a dead connection is noticed within a call.
   *
   * @throws IllegalArgumentException if {@code ping} is more than half of {@code call}
   */
  public Limits {
    if (ping.multipliedBy(2).compareTo(call) > 0) {
      throw new IllegalArgumentException(
          "a ping every %s within calls of %s".formatted(ping, call));
    }
  }

  /** A ping every 5 seconds, or as often as a short call needs. */
  public Limits(Duration connect, Duration call) {
    this(connect, call, call.dividedBy(2).compareTo(PING) < 0 ? call.dividedBy(2) : PING);
  }
}
