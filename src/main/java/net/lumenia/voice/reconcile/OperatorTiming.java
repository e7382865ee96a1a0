package net.lumenia.voice.reconcile;

import java.time.Duration;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.status.BackoffTiming;

/**
 * The pace of the operator in one value, so that tests run at their own. Resync intervals, which
 * users set, are not part of it.
 *
 * @param plan when a PATCH counts as not effective, and when a field flaps
 * @param backoff how long the operator waits after failures
 * @param circuit how long a circuit stays open
 * @param accountData when catalogs and lists of phone numbers are read again
 * @param lease when a leader stops writing
 * @param stall how long no progress is tolerated; twice the maximum duration of a request
 */
public record OperatorTiming(
    Timing plan,
    BackoffTiming backoff,
    CircuitTiming circuit,
    CacheTiming accountData,
    LeaseTiming lease,
    Duration stall) {

  /** The values that the product uses. */
  public static final OperatorTiming DEFAULT =
      new OperatorTiming(
          Timing.DEFAULT,
          BackoffTiming.DEFAULT,
          CircuitTiming.DEFAULT,
          CacheTiming.DEFAULT,
          LeaseTiming.DEFAULT,
          Duration.ofMinutes(1));

  /** The same with another timing of the lease, which users can set. */
  public OperatorTiming with(LeaseTiming lease) {
    return new OperatorTiming(plan, backoff, circuit, accountData, lease, stall);
  }
}
