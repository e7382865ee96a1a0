package net.lumenia.voice.operator;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock for measurements inside the process: it cannot be set. It starts at the time of the wall
 * clock and later may differ from it, so its instants must not appear in status, events or leases.
 */
public final class MonotonicClock extends Clock {

  private final Instant start;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final ZoneId zone;

  private MonotonicClock(Instant start, LongSupplier nanoTime, long startNanos, ZoneId zone) {
    this.start = start;
    this.nanoTime = nanoTime;
    this.startNanos = startNanos;
    this.zone = zone;
  }

  /** A clock that shows this instant now. */
  public static MonotonicClock startingAt(Instant start, LongSupplier nanoTime) {
    return new MonotonicClock(start, nanoTime, nanoTime.getAsLong(), ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new MonotonicClock(start, nanoTime, startNanos, other);
  }
}
