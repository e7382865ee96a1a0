package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;

/**
 * The times on which the next look at an assistant depends, from now.
 *
 * @param lasting how long the operator has been trying, zero at first; waiting as long as it has
 *     already lasted doubles the interval each time, and needs no memory but the status
 * @param sinceSent the time since the last PATCH, while that is to be verified
 * @param nextCorrection the time until the first correction that waits, if one does
 */
public record Progress(
    Duration lasting, Optional<Duration> sinceSent, Optional<Duration> nextCorrection) {

  /** What has just begun. */
  public static final Progress NONE =
      new Progress(Duration.ZERO, Optional.empty(), Optional.empty());
}
