package net.lumenia.voice.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times on which the next look at an assistant depends, from now.
 *
 * @param lasting how long the operator has been trying, zero at first; waiting as long as it has
 *     already lasted doubles the interval each time, and needs no memory but the status
 * @param sinceSent the time since the last PATCH, while that is to be verified
 * @param nextCorrection the time until the first correction that waits, if one does
 */
public record BackoffInput(
    Duration lasting, Optional<Duration> sinceSent, Optional<Duration> nextCorrection) {

  /** What has just begun. */
  public static final BackoffInput NONE =
      new BackoffInput(Duration.ZERO, Optional.empty(), Optional.empty());

  /** Longer than any backoff, and than any look for a proof. */
  private static final Duration LONG = Duration.ofHours(1);

  /**
   * How long ago something was. A time in the future was written before the clock was set back, or
   * by another clock. It counts as long ago: to wait for as long as something has lasted would
   * otherwise mean not to wait at all until that time comes.
   *
   * @param time from a status
   */
  public static Duration elapsed(Instant time, Instant now) {
    return time.isAfter(now) ? LONG : Duration.between(time, now);
  }
}
