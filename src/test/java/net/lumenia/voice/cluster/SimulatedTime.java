package net.lumenia.voice.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.lumenia.voice.lumenia.limiter.Scheduler;

/** A virtual clock and scheduler. */
public final class SimulatedTime extends Clock implements Scheduler {

  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private record Task(Instant time, Runnable action) {}

  private final List<Task> tasks = new ArrayList<>();
  private Instant now = START;

  @Override
  public Scheduled schedule(Duration delay, Runnable action) {
    var task = new Task(now.plus(delay), action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Advances the clock, and runs the tasks that become due. */
  public void advance(Duration time) {
    Instant end = now.plus(time);
    var due = Comparator.comparing(Task::time);
    for (var next = tasks.stream().min(due); next.isPresent(); next = tasks.stream().min(due)) {
      if (next.get().time().isAfter(end)) {
        break;
      }
      now = next.get().time();
      tasks.remove(next.get());
      next.get().action().run();
    }
    now = end;
  }

  /** The number of scheduled tasks. */
  int scheduled() {
    return tasks.size();
  }

  @Override
  public void close() {
    tasks.clear();
  }

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
