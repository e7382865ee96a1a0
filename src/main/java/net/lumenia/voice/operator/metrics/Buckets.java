package net.lumenia.voice.operator.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * The buckets of histograms: few, because each is a series per label, and with the bounds that
 * alerts need.
 */
final class Buckets {

  /** For waits of up to ten minutes. */
  static final Duration[] OF_WAITS =
      millis(10, 100, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000);

  /** For requests, each of which ends within 30 s, and for reconciles, which make several. */
  static final Duration[] OF_WORK =
      millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

  private Buckets() {}

  private static Duration[] millis(long... limits) {
    return LongStream.of(limits).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
