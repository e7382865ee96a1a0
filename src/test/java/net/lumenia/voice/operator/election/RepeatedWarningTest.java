package net.lumenia.voice.operator.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An outage does not fill the log, and does not disappear from it. */
class RepeatedWarningTest {

  private final AtomicLong now = new AtomicLong(-Duration.ofDays(1).toNanos());
  private final List<String> said = new ArrayList<>();
  private final RepeatedWarning warning = new RepeatedWarning(said::add, now::get);

  @Test
  void repeatedMessageIsLoggedOnceAMinute() {
    for (int second = 0; second < 150; second++) {
      warning.log("away");
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(said).containsExactly("away", "away", "away");
  }

  @Test
  void newMessageIsLoggedAtOnce() {
    warning.log("away");
    warning.log("not allowed");
    assertThat(said).containsExactly("away", "not allowed");
  }
}
