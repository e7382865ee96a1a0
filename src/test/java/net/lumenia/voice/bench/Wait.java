package net.lumenia.voice.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Waits for a condition, or for time to pass where that is what is measured. */
public final class Wait {

  private Wait() {}

  /** Ends with an exception when it takes too long. */
  public static void until(Duration deadline, String what, BooleanSupplier holds) {
    Awaitility.await(what)
        .atMost(deadline)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(holds::getAsBoolean);
  }

  public static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    until(time.plusSeconds(5), "time passes", () -> System.nanoTime() >= end);
  }
}
