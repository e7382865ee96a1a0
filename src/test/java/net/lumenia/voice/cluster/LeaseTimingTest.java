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

  private static LeaseTiming timing(int duration, int deadline, int interval, int readAge) {
    return new LeaseTiming(
        Duration.ofSeconds(duration),
        Duration.ofSeconds(deadline),
        Duration.ofSeconds(interval),
        Duration.ofMillis(500),
        Duration.ofSeconds(readAge));
  }
}
