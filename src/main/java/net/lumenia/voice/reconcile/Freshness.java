package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.function.LongSupplier;
import net.lumenia.voice.lumenia.Permission;

/**
 * How long one may rely on a fresh read. A process can be stopped between any two instructions, and
 * by the time it goes on, another one leads and has sent what was declared meanwhile.
 */
final class Freshness {

  /** Less than it takes to become leader after another one. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Mandate mandate;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime goes on while this process is stopped
   */
  Freshness(Mandate mandate, LongSupplier nanoTime) {
    this.mandate = mandate;
    this.nanoTime = nanoTime;
  }

  /** The permission to act on what is read from now on. */
  Permission begin() {
    long begun = nanoTime.getAsLong();
    return () -> nanoTime.getAsLong() - begun < LONGEST.toNanos() && mandate.holds();
  }
}
