package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;

/**
 * A request budget that refills evenly: "requestsPerMinute with a burst of a tenth". Resyncs leave
 * a quarter of the burst untouched, so that a change finds something left. What is charged without
 * being covered is a debt, and later visitors wait for it: the average holds.
 *
 * <p>Not a library's rate limiter, because those that were considered refill in steps, keep no
 * reserve and do not say how long it takes to have one again. Not thread-safe.
 */
final class RequestBudget {

  private static final double SECONDS_PER_MINUTE = 60;
  private static final double BURST = 0.1;
  private static final double RESERVE = 0.25;

  private double perSecond;
  private double capacity;
  private double available;
  private Instant counted;

  RequestBudget(int requestsPerMinute, Instant now) {
    counted = now;
    setRate(requestsPerMinute);
    available = capacity;
  }

  /**
   * The share that is left stays the same, so a limit that is changed back and forth gains nothing.
   */
  void resize(int requestsPerMinute, Instant now) {
    refill(now);
    double left = available / capacity;
    setRate(requestsPerMinute);
    available = capacity * left;
  }

  private void setRate(int requestsPerMinute) {
    perSecond = requestsPerMinute / SECONDS_PER_MINUTE;
    capacity = Math.max(1, Math.floor(requestsPerMinute * BURST));
  }

  /** Whether a request of this priority may be sent. */
  boolean covers(Priority priority, Instant now) {
    refill(now);
    return available >= needed(priority);
  }

  /** Counts a request, covered or not. */
  void charge(Instant now) {
    refill(now);
    available--;
  }

  /** A request that was counted is not sent. */
  void refund(Instant now) {
    refill(now);
    available = Math.min(capacity, available + 1);
  }

  /** The time until {@link #covers} will hold if nothing else is charged. */
  Duration untilCovers(Priority priority, Instant now) {
    refill(now);
    double missing = Math.max(0, needed(priority) - available);
    return Duration.ofMillis((long) Math.ceil(missing / perSecond * 1000));
  }

  private double needed(Priority priority) {
    return switch (priority) {
      case CHANGE -> 1;
      case RESYNC -> Math.min(capacity, 1 + Math.floor(capacity * RESERVE));
    };
  }

  /** A clock that is set back gives nothing and takes nothing. */
  private void refill(Instant now) {
    double seconds = Math.max(0, Duration.between(counted, now).toNanos() / 1e9);
    available = Math.min(capacity, available + seconds * perSecond);
    counted = now;
  }
}
