package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How long a fault lasts: until it reaches the first of the two limits, or until it is removed.
 *
 * @param times how many requests it strikes, at least 1; null for no limit
 * @param seconds how long it strikes, more than 0, fractions allowed; null for no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultLimit(@Nullable Long times, @Nullable Double seconds) {

  /** No limit: until the fault is removed. */
  public static final FaultLimit NONE = new FaultLimit(null, null);

  /** A year. */
  private static final double MOST_SECONDS = 31_536_000;

  public FaultLimit {
    if (times != null && times < 1) {
      throw new IllegalArgumentException(
          "times: must be at least 1, not %d; omit it for no limit".formatted(times));
    }
    if (seconds != null && !(seconds > 0 && seconds <= MOST_SECONDS)) {
      throw new IllegalArgumentException(
          "seconds: must be more than 0 and at most %.0f, not %s; omit it for no limit"
              .formatted(MOST_SECONDS, seconds));
    }
  }
}
