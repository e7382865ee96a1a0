package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  @Test
  void resyncsLeaveAQuarterToChanges() {
    var limit = new ConcurrencyLimit(8);
    assertThat(begin(limit, Priority.RESYNC)).isEqualTo(6);
    assertThat(begin(limit, Priority.CHANGE)).isEqualTo(2);
  }

  @Test
  void theSmallestLimitIsForBoth() {
    assertThat(begin(new ConcurrencyLimit(1), Priority.RESYNC)).isEqualTo(1);
  }

  @Test
  void aLowerLimitCountsFromTheNextRequestOn() {
    var limit = new ConcurrencyLimit(8);
    begin(limit, Priority.CHANGE);
    limit.resize(2);
    assertThat(limit.free()).isZero();
    for (int ended = 0; ended < 6; ended++) {
      limit.end();
      assertThat(limit.hasRoom(Priority.CHANGE)).isFalse();
    }
    limit.end();
    assertThat(begin(limit, Priority.CHANGE)).isEqualTo(1);
  }

  @Test
  void aHigherLimitCountsAtOnce() {
    var limit = new ConcurrencyLimit(1);
    begin(limit, Priority.CHANGE);
    limit.resize(3);
    assertThat(begin(limit, Priority.CHANGE)).isEqualTo(2);
  }

  private static int begin(ConcurrencyLimit limit, Priority priority) {
    int begun = 0;
    while (limit.hasRoom(priority)) {
      limit.begin();
      begun++;
    }
    return begun;
  }
}
