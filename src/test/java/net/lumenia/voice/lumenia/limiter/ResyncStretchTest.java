package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResyncStretchTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final ResyncStretch resyncs = new ResyncStretch();

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
  void stretchesToFourFifthsOfTheBudget(int assistants, int interval, int budget, int shortest) {
    add("a", assistants, interval);
    assertThat(resyncs.shortest(budget, NOON)).isEqualTo(Duration.ofSeconds(shortest));
  }

  @Test
  void thoseWhoAskForLittleKeepWhatTheyAskFor() {
    add("eager", 100, 10);
    add("patient", 100, 3600);
    Duration shortest = resyncs.shortest(60, NOON);
    assertThat(shortest).isBetween(Duration.ofSeconds(125), Duration.ofSeconds(150));
    double perSecond = 100.0 / shortest.toSeconds() + 100.0 / 3600;
    assertThat(perSecond).isLessThanOrEqualTo(0.8);
  }

  @Test
  void whoHasNotComeForLongDoesNotCount() {
    add("old", 1000, 10);
    assertThat(resyncs.shortest(600, NOON)).isPositive();
    Instant later = NOON.plus(Duration.ofHours(1));
    resyncs.seen(caller("new", 10), later);
    assertThat(resyncs.shortest(600, later)).isZero();
  }

  @Test
  void isCountedAnewEveryFewSecondsOnly() {
    add("a", 10, 10);
    assertThat(resyncs.shortest(600, NOON)).isZero();
    add("b", 1000, 10);
    assertThat(resyncs.shortest(600, NOON.plusSeconds(4))).isZero();
    assertThat(resyncs.shortest(600, NOON.plusSeconds(5))).isPositive();
  }

  private void add(String prefix, int assistants, int interval) {
    for (int i = 0; i < assistants; i++) {
      resyncs.seen(caller(prefix + i, interval), NOON);
    }
  }

  private static Caller caller(String id, int interval) {
    return new Caller(id, Priority.RESYNC, Duration.ofSeconds(interval), () -> true);
  }
}
