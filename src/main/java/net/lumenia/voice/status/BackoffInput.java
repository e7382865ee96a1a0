package net.lumenia.voice.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The durations that determine when the next check of an assistant comes.
 *
 * @param lasting how long the operator has been retrying, zero at first. Waiting that long again
 *     doubles the interval each time and needs no memory but the status
 * @param nextProofCheck the time until the last PATCH is checked again, while it is not proven
 * @param nextSend the time until the first postponed field is sent, if there is one
 */
public record BackoffInput(
    Duration lasting, Optional<Duration> nextProofCheck, Optional<Duration> nextSend) {

  /** For a problem that has just begun. */
  public static final BackoffInput NONE =
      new BackoffInput(Duration.ZERO, Optional.empty(), Optional.empty());

  /** Longer than any backoff and than all checks of a proof. */
  private static final Duration LONG = Duration.ofHours(1);

  /**
   * The time since an instant. An instant in the future was written before the clock was set back,
   * or by another clock. It counts as long ago: a backoff as long as a negative duration would not
   * wait at all until that instant has come.
   *
   * @param time from a status
   */
  public static Duration elapsed(Instant time, Instant now) {
    return time.isAfter(now) ? LONG : Duration.between(time, now);
  }
}
