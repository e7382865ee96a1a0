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

/** Time that passes as fast as it can be counted, with all that is scheduled meanwhile. */
public final class SimulatedTime extends Clock implements Scheduler {

  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private record Task(Instant time, Runnable what) {}

  private final List<Task> tasks = new ArrayList<>();
  private Instant now = START;

  @Override
  public Scheduled schedule(Duration delay, Runnable what) {
    var task = new Task(now.plus(delay), what);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Lets this much time pass. */
  public void permit(Duration time) {
    Instant end = now.plus(time);
    var due = Comparator.comparing(Task::time);
    for (var next = tasks.stream().min(due); next.isPresent(); next = tasks.stream().min(due)) {
      if (next.get().time().isAfter(end)) {
        break;
      }
      now = next.get().time();
      tasks.remove(next.get());
      next.get().what().run();
    }
    now = end;
  }

  /** How many tasks wait for their time. */
  int waiting() {
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
