package net.lumenia.voice.lumenia;

import java.time.Duration;

/**
 * How much a call may take. The API is someone else's computer.
 *
 * @param connect for the TCP connection
 * @param call for everything from the first byte sent to the last one received
 */
public record Limits(Duration connect, Duration call) {

  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** Of a body, after decompression. */
  static final long BODY_BYTES = 4L << 20;

  /** Objects and arrays within each other. */
  static final int JSON_DEPTH = 64;

  /**
   * 2,000 times what an assistant needs; without it, 4 MiB of brackets become 100 MB of objects.
   */
  static final long JSON_TOKENS = 250_000;

  /** A catalogue may use up its 4 MiB, with {@code {"value":"en"}} for every language. */
  static final long CATALOG_TOKENS = 1_200_000;
}
