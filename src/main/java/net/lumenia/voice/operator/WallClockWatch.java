package net.lumenia.voice.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import net.lumenia.voice.lumenia.limiter.Scheduler;

/**
 * Notices when the wall clock is set, or when the machine was suspended: then the monotonic clock
 * stood still. A clock that is corrected gradually is not set. For one thread.
 */
final class WallClockWatch {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration LARGEST = Duration.ofSeconds(10);

  /** Between two clocks that are read one after the other; else the process was stopped. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final InstantSource wallClock;
  private final InstantSource monotonic;
  private final Consumer<Duration> onStep;
  private Duration offset;

  /**
   * @param onStep is told by how much the wall clock was set, negative if back
   */
  WallClockWatch(InstantSource wallClock, InstantSource monotonic, Consumer<Duration> onStep) {
    this.wallClock = wallClock;
    this.monotonic = monotonic;
    this.onStep = onStep;
    this.offset = Duration.between(monotonic.instant(), wallClock.instant());
  }

  /** Looks every 5 s, from now on. */
  void start(Scheduler scheduler) {
    scheduler.schedule(
        PERIOD,
        () -> {
          try {
            look();
          } finally {
            start(scheduler);
          }
        });
  }

  void look() {
    Instant before = monotonic.instant();
    Instant wall = wallClock.instant();
    if (Duration.between(before, monotonic.instant()).compareTo(AT_ONCE) > 0) {
      return;
    }
    Duration now = Duration.between(before, wall);
    Duration step = now.minus(offset);
    offset = now;
    if (step.abs().compareTo(LARGEST) > 0) {
      onStep.accept(step);
    }
  }
}
