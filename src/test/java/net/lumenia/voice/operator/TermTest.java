package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A leader knows by its own clock when it is none any more. */
class TermTest {

  /** System.nanoTime may be negative. */
  private final AtomicLong now = new AtomicLong(-Duration.ofDays(1).toNanos());

  private final Term term = new Term(Duration.ofSeconds(10), now::get);

  @Test
  void itBeginsWithARenewalAndLastsAsLongAsItIsRenewed() {
    assertThat(term.holds()).isFalse();
    for (int renewal = 0; renewal < 5; renewal++) {
      term.renew(now.get());
      pass(Duration.ofSeconds(9));
      assertThat(term.holds()).isTrue();
      assertThat(term.left()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void itEndsByItself() {
    term.renew(now.get());
    pass(Duration.ofSeconds(10));
    assertThat(term.holds()).isFalse();
    assertThat(term.left()).isZero();
  }

  /** What counts is when the renewal was asked for: others may count from then on. */
  @Test
  void aRenewalThatTookLongIsWorthLess() {
    long asked = now.get();
    pass(Duration.ofSeconds(4));
    term.renew(asked);
    pass(Duration.ofSeconds(6));
    assertThat(term.holds()).isFalse();
  }

  @Test
  void itCanBeEnded() {
    term.renew(now.get());
    term.end();
    assertThat(term.holds()).isFalse();
  }

  /** A renewal may be under way. */
  @Test
  void whatHasEndedIsNotRenewed() {
    term.end();
    term.renew(now.get());
    assertThat(term.holds()).isFalse();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
