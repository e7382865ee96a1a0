package net.lumenia.voice.lumenia.limiter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and scheduler whose time advances only in {@link #advance}; tasks run in order. */
public final class VirtualTime extends Clock implements Scheduler {

  public static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private record Event(Instant time, long order, Runnable task) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::time).thenComparingLong(Event::order));
  private Instant now = START;
  private long order;

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    var event = new Event(now.plus(delay), order++, task);
    events.add(event);
    return () -> events.remove(event);
  }

  /** Advances the time and runs the tasks that become due. */
  public void advance(Duration time) {
    Instant end = now.plus(time);
    while (!events.isEmpty() && !events.peek().time().isAfter(end)) {
      Event next = events.remove();
      now = next.time();
      next.task().run();
    }
    now = end;
  }

  /** The number of scheduled tasks. */
  public int scheduled() {
    return events.size();
  }

  /** Whether no task is scheduled. */
  boolean isQuiet() {
    return events.isEmpty();
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
