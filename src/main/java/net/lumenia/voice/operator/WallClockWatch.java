package net.lumenia.voice.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import net.lumenia.voice.lumenia.limiter.Scheduler;

/**
 * Detects that the wall clock was set, or that the machine was suspended, during which the
 * monotonic clock stands still. A gradual correction of the clock is not detected. Not thread-safe.
 */
final class WallClockWatch {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  /** The most time between reading both clocks; otherwise the process was stopped in between. */
  private static final Duration READ_TIME = Duration.ofSeconds(1);

  private final InstantSource wallClock;
  private final InstantSource monotonic;
  private final Consumer<Duration> onStep;
  private Duration offset;

  /**
   * @param onStep receives by how much the wall clock was set, negative if back
   */
  WallClockWatch(InstantSource wallClock, InstantSource monotonic, Consumer<Duration> onStep) {
    this.wallClock = wallClock;
    this.monotonic = monotonic;
    this.onStep = onStep;
    this.offset = Duration.between(monotonic.instant(), wallClock.instant());
  }

  /** Starts to check every 5 s. */
  void start(Scheduler scheduler) {
    scheduler.schedule(
        PERIOD,
        () -> {
          try {
            check();
          } finally {
            start(scheduler);
          }
        });
  }

  void check() {
    Instant before = monotonic.instant();
    Instant wall = wallClock.instant();
    if (Duration.between(before, monotonic.instant()).compareTo(READ_TIME) > 0) {
      return;
    }
    Duration now = Duration.between(before, wall);
    Duration step = now.minus(offset);
    offset = now;
    if (step.abs().compareTo(TOLERANCE) > 0) {
      onStep.accept(step);
    }
  }
}
