package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResyncLoadTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final ResyncLoad resyncs = new ResyncLoad();

  @ParameterizedTest
  @CsvSource({
    // assistants, seconds, requests per minute -> seconds
    "1000, 300,  600, 0",
    "1000,  10,  600, 150",
    "2400, 300,  600, 0",
    "2401, 300,  600, 330",
    "  10, 300,    1, 780",
    "5000,  10,  600, 660",
    "   0,  10,    1, 0",
  })
  void usesFourFifthsOfTheBudget(int assistants, int interval, int budget, int minInterval) {
    add("a", assistants, interval);
    assertThat(resyncs.minInterval(budget, NOON)).isEqualTo(Duration.ofSeconds(minInterval));
  }

  @Test
  void longIntervalsAreKept() {
    add("eager", 100, 10);
    add("patient", 100, 3600);
    Duration minInterval = resyncs.minInterval(60, NOON);
    assertThat(minInterval).isBetween(Duration.ofSeconds(125), Duration.ofSeconds(150));
    double perSecond = 100.0 / minInterval.toSeconds() + 100.0 / 3600;
    assertThat(perSecond).isLessThanOrEqualTo(0.8);
  }

  @Test
  void resourceThatIsNoLongerSeenIsForgotten() {
    add("old", 1000, 10);
    assertThat(resyncs.minInterval(600, NOON)).isPositive();
    Instant later = NOON.plus(Duration.ofHours(1));
    resyncs.record(caller("new", 10), later);
    assertThat(resyncs.minInterval(600, later)).isZero();
  }

  @Test
  void isUpdatedEveryFiveSeconds() {
    add("a", 10, 10);
    assertThat(resyncs.minInterval(600, NOON)).isZero();
    add("b", 1000, 10);
    assertThat(resyncs.minInterval(600, NOON.plusSeconds(4))).isZero();
    assertThat(resyncs.minInterval(600, NOON.plusSeconds(5))).isPositive();
  }

  private void add(String prefix, int assistants, int interval) {
    for (int i = 0; i < assistants; i++) {
      resyncs.record(caller(prefix + i, interval), NOON);
    }
  }

  private static Caller caller(String id, int interval) {
    return new Caller(id, Priority.RESYNC, Duration.ofSeconds(interval), () -> true);
  }
}
