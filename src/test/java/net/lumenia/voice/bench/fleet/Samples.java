package net.lumenia.voice.bench.fleet;

import java.time.Duration;
import java.util.List;

/** Durations of the same thing. */
record Samples(List<Duration> sorted) {

  Samples {
    sorted = sorted.stream().sorted().toList();
  }

  /**
   * The smallest duration that at least this share of all does not exceed, in milliseconds.
   *
   * @param percent from 1 to 100
   * @throws IllegalStateException if there is none
   */
  double percentile(int percent) {
    if (sorted.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    return sorted.get(rank - 1).toNanos() / 1e6;
  }
}
