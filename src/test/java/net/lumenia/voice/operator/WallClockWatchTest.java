package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockWatchTest {

  private static final Duration PERIOD = Duration.ofSeconds(5);

  private Instant wall = Instant.parse("2026-11-23T12:00:00Z");
  private long nanos = -7;
  private Duration pause = Duration.ZERO;
  private final MonotonicClock monotonic = MonotonicClock.startingAt(wall, () -> nanos);
  private final List<Duration> steps = new ArrayList<>();
  private final WallClockWatch watch = new WallClockWatch(this::readWall, monotonic, steps::add);

  private Instant readWall() {
    pass(pause, pause);
    return wall;
  }

  private void pass(Duration monotonicTime, Duration wallTime) {
    nanos += monotonicTime.toNanos();
    wall = wall.plus(wallTime);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, -11, 11, 3600, 86_400_000})
  void clockThatIsSetIsDetectedOnce(long seconds) {
    pass(PERIOD, PERIOD.plusSeconds(seconds));
    watch.check();
    assertThat(steps).containsExactly(Duration.ofSeconds(seconds));
    pass(PERIOD, PERIOD);
    watch.check();
    assertThat(steps).hasSize(1);
  }

  @Test
  void gradualCorrectionIsNotDetected() {
    for (int i = 0; i < 1000; i++) {
      pass(PERIOD, PERIOD.minusMillis(100));
      watch.check();
    }
    assertThat(steps).isEmpty();
  }

  /** A real step is detected by the next check. */
  @Test
  void processStoppedBetweenReadingsDetectsNoStep() {
    pause = Duration.ofMinutes(5);
    watch.check();
    pause = Duration.ZERO;
    watch.check();
    assertThat(steps).isEmpty();
    pause = Duration.ofMinutes(5);
    pass(PERIOD, Duration.ofHours(-1));
    watch.check();
    pause = Duration.ZERO;
    watch.check();
    assertThat(steps).containsExactly(Duration.ofHours(-1).minus(PERIOD));
  }

  @Test
  void monotonicClockAdvancesFromItsStart() {
    Instant start = monotonic.instant();
    assertThat(start).isEqualTo(wall);
    pass(Duration.ofMillis(1500), Duration.ofHours(-1));
    assertThat(monotonic.instant()).isEqualTo(start.plusMillis(1500));
    assertThat(monotonic.withZone(ZoneOffset.MAX).instant()).isEqualTo(start.plusMillis(1500));
  }
}
