package net.lumenia.voice.cluster;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether this process may still write. It answers by its own clock, without I/O, so a leader that
 * is cut off or was paused knows at once that its lease is over, before another process can lead.
 *
 * <p>It is checked before each request of a reconcile to the API server, and at the last moment of
 * each PATCH to the Lumenia API. Informers and the leader election do not check it. Thread-safe.
 */
public final class Fence {

  /** How long a PATCH may rest on a fresh read. Less than it takes another process to lead. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Duration term;
  private final LongSupplier nanoTime;
  private volatile OptionalLong renewed = OptionalLong.empty();
  private volatile boolean closed;

  /**
   * A fence that permits nothing until its first {@link #renew renewal}.
   *
   * @param term how long a renewal lasts; shorter than other processes wait for one
   * @param nanoTime goes on while this process is paused
   */
  public Fence(Duration term, LongSupplier nanoTime) {
    this.term = term;
    this.nanoTime = nanoTime;
  }

  /** A fence for a process without leader election: it is open until it is closed. */
  public static Fence open(LongSupplier nanoTime) {
    var fence = new Fence(Duration.ofNanos(Long.MAX_VALUE), nanoTime);
    fence.renew(nanoTime.getAsLong());
    return fence;
  }

  /**
   * The lease was renewed.
   *
   * @param asked when the renewal was sent: other processes may count from then on
   */
  public void renew(long asked) {
    renewed = OptionalLong.of(asked);
  }

  /** Ends it for good: a renewal that is under way changes nothing. */
  public void close() {
    closed = true;
  }

  /** How long it stays open without a renewal; zero if it is not open. */
  public Duration left() {
    OptionalLong from = renewed;
    if (closed || from.isEmpty()) {
      return Duration.ZERO;
    }
    long left = term.toNanos() - (nanoTime.getAsLong() - from.getAsLong());
    return Duration.ofNanos(Math.max(0, left));
  }

  /** Whether this process may write now. Does not block. */
  public boolean isOpen() {
    return left().isPositive();
  }

  /**
   * The check for one PATCH, to be taken before the fresh read that the PATCH rests on. It fails
   * once that read is older than 10 s, because by then another process may have led and sent a
   * newer spec.
   */
  public BooleanSupplier fromNow() {
    long begun = nanoTime.getAsLong();
    return () -> nanoTime.getAsLong() - begun < FRESH.toNanos() && isOpen();
  }
}
