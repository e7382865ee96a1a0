package net.lumenia.voice.operator;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import net.lumenia.voice.reconcile.Mandate;

/**
 * Whether this process leads, by its own clock alone: it knows even when nobody can be asked, and
 * at once when it was stopped for a while. It ends before anybody else can begin, unless somebody
 * deletes the lease or gives it to another one.
 */
final class Term implements Mandate {

  private final Duration length;
  private final LongSupplier nanoTime;
  private volatile OptionalLong renewed = OptionalLong.empty();
  private volatile boolean over;

  /**
   * @param length since the last renewal; shorter than others wait for one
   * @param nanoTime goes on while this process is stopped
   */
  Term(Duration length, LongSupplier nanoTime) {
    this.length = length;
    this.nanoTime = nanoTime;
  }

  /**
   * It was renewed.
   *
   * @param asked when the renewal was sent: others may count from then on
   */
  void renew(long asked) {
    renewed = OptionalLong.of(asked);
  }

  /** For good: a renewal that is under way changes nothing. */
  void end() {
    over = true;
  }

  /** How long it lasts if it is not renewed; zero if it is over. */
  Duration left() {
    OptionalLong from = renewed;
    if (over || from.isEmpty()) {
      return Duration.ZERO;
    }
    long left = length.toNanos() - (nanoTime.getAsLong() - from.getAsLong());
    return Duration.ofNanos(Math.max(0, left));
  }

  @Override
  public boolean holds() {
    return left().isPositive();
  }
}
