package net.lumenia.voice.lumenia.limiter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes as fast as it can be counted: events happen in order, one after the other. */
final class World extends Clock implements Scheduler {

  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private record Happening(Instant time, long order, Runnable task) {}

  private final PriorityQueue<Happening> future =
      new PriorityQueue<>(
          Comparator.comparing(Happening::time).thenComparingLong(Happening::order));
  private Instant now = START;
  private long order;

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    var happening = new Happening(now.plus(delay), order++, task);
    future.add(happening);
    return () -> future.remove(happening);
  }

  /** Lets this much time pass. */
  void advance(Duration time) {
    Instant end = now.plus(time);
    while (!future.isEmpty() && !future.peek().time().isAfter(end)) {
      Happening next = future.remove();
      now = next.time();
      next.task().run();
    }
    now = end;
  }

  /** Whether nothing is going to happen any more. */
  boolean isQuiet() {
    return future.isEmpty();
  }

  @Override
  public void close() {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
