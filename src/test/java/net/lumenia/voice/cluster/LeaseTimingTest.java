package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTimingTest {

  /** Otherwise two processes could write at the same time. */
  @ParameterizedTest
  @CsvSource({"15, 15, 2, 10", "15, 10, 10, 10", "15, 10, 2, 15"})
  void leaderThatStopsTooLateIsRefused(int duration, int deadline, int interval, int readAge) {
    assertThatThrownBy(() -> timing(duration, deadline, interval, readAge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("renewInterval < renewDeadline < duration");
  }

  /** As docs/architecture.md says. */
  @Test
  void leaseLastsFifteenSecondsAndItsLeaderStopsAfterTen() {
    assertThat(LeaseTiming.DEFAULT).isEqualTo(timing(15, 10, 2, 10));
  }

  /** A fresh read must not be older than a leader without a renewal, however long a lease lasts. */
  @ParameterizedTest
  @CsvSource({"15, 10, 2, 500, 10", "60, 40, 10, 2500, 10", "4, 3, 1, 250, 3"})
  void intervalsFollowFromWhatUsersSet(
      int duration, int deadline, int interval, int checkMillis, int readAge) {
    assertThat(
            LeaseTiming.of(
                Duration.ofSeconds(duration),
                Duration.ofSeconds(deadline),
                Duration.ofSeconds(interval)))
        .isEqualTo(
            new LeaseTiming(
                Duration.ofSeconds(duration),
                Duration.ofSeconds(deadline),
                Duration.ofSeconds(interval),
                Duration.ofMillis(checkMillis),
                Duration.ofSeconds(readAge)));
  }

  private static LeaseTiming timing(int duration, int deadline, int interval, int readAge) {
    return new LeaseTiming(
        Duration.ofSeconds(duration),
        Duration.ofSeconds(deadline),
        Duration.ofSeconds(interval),
        Duration.ofMillis(500),
        Duration.ofSeconds(readAge));
  }
}
