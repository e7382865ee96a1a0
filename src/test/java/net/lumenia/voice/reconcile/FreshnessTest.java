package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.lumenia.voice.lumenia.Permission;
import org.junit.jupiter.api.Test;

/** What was read may be acted on for 10 s, by whoever leads. */
class FreshnessTest {

  /** System.nanoTime may be negative. */
  private final AtomicLong now = new AtomicLong(-Duration.ofDays(1).toNanos());

  private final AtomicBoolean leads = new AtomicBoolean(true);
  private final Permission permission = new Freshness(leads::get, now::get).begin();

  @Test
  void itLastsFor10Seconds() {
    now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(permission.holds()).isTrue();
    now.incrementAndGet();
    assertThat(permission.holds()).isFalse();
  }

  @Test
  void itEndsWithTheMandate() {
    leads.set(false);
    assertThat(permission.holds()).isFalse();
  }
}
