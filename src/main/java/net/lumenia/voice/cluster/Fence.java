package net.lumenia.voice.cluster;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether this process may still write. The fence uses its own clock and no I/O, so a leader that
 * is partitioned or was paused knows at once that its lease has expired, before another process can
 * lead.
 *
 * <p>It is checked before each request of a reconcile to the API server, and at the last moment of
 * each PATCH to the Lumenia API. Informers and the leader election do not check it. Thread-safe.
 */
public final class Fence {

  private final Duration validity;
  private final LongSupplier nanoTime;
  private volatile OptionalLong renewed = OptionalLong.empty();
  private volatile boolean closed;

  /**
   * A fence that is closed until its first {@link #renew renewal}.
   *
   * @param validity how long a renewal keeps it open; shorter than the lease duration for which
   *     other processes wait
   * @param nanoTime a monotonic clock that also advances while this process is paused
   */
  public Fence(Duration validity, LongSupplier nanoTime) {
    this.validity = validity;
    this.nanoTime = nanoTime;
  }

  /** A fence for a process without leader election: open until {@link #close}. */
  public static Fence open(LongSupplier nanoTime) {
    var fence = new Fence(Duration.ofNanos(Long.MAX_VALUE), nanoTime);
    fence.renew(nanoTime.getAsLong());
    return fence;
  }

  /**
   * Records a renewal of the lease.
   *
   * @param sent when the renewal was sent, because other processes may count from then
   */
  public void renew(long sent) {
    renewed = OptionalLong.of(sent);
  }

  /** Closes the fence permanently: a later renewal does not reopen it. */
  public void close() {
    closed = true;
  }

  /** How long the fence stays open without a renewal; zero if it is closed. */
  public Duration left() {
    OptionalLong from = renewed;
    if (closed || from.isEmpty()) {
      return Duration.ZERO;
    }
    long left = validity.toNanos() - (nanoTime.getAsLong() - from.getAsLong());
    return Duration.ofNanos(Math.max(0, left));
  }

  /** Whether this process may write now. Does not block. */
  public boolean isOpen() {
    return left().isPositive();
  }

  /**
   * The check for one PATCH; call this before the fresh read. The check fails once that read is too
   * old, because another process may have led meanwhile and sent a newer spec.
   *
   * @param maxReadAge as in {@link LeaseTiming}
   */
  public BooleanSupplier fromNow(Duration maxReadAge) {
    long start = nanoTime.getAsLong();
    return () -> nanoTime.getAsLong() - start < maxReadAge.toNanos() && isOpen();
  }
}
