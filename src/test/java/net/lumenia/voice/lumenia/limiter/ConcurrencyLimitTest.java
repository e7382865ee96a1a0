package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  @Test
  void quarterIsReservedForChanges() {
    var limit = new ConcurrencyLimit(8);
    assertThat(acquireAll(limit, Priority.RESYNC)).isEqualTo(6);
    assertThat(acquireAll(limit, Priority.CHANGE)).isEqualTo(2);
  }

  @Test
  void limitOfOneReservesNothing() {
    assertThat(acquireAll(new ConcurrencyLimit(1), Priority.RESYNC)).isEqualTo(1);
  }

  @Test
  void lowerLimitAppliesFromTheNextCallOn() {
    var limit = new ConcurrencyLimit(8);
    acquireAll(limit, Priority.CHANGE);
    limit.resize(2);
    assertThat(limit.available()).isZero();
    for (int ended = 0; ended < 6; ended++) {
      limit.release();
      assertThat(limit.allows(Priority.CHANGE)).isFalse();
    }
    limit.release();
    assertThat(acquireAll(limit, Priority.CHANGE)).isEqualTo(1);
  }

  @Test
  void higherLimitAppliesAtOnce() {
    var limit = new ConcurrencyLimit(1);
    acquireAll(limit, Priority.CHANGE);
    limit.resize(3);
    assertThat(acquireAll(limit, Priority.CHANGE)).isEqualTo(2);
  }

  private static int acquireAll(ConcurrencyLimit limit, Priority priority) {
    int acquired = 0;
    while (limit.allows(priority)) {
      limit.acquire();
      acquired++;
    }
    return acquired;
  }
}
