package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket that refills continuously and holds a tenth of the requests per minute. A quarter
 * of it is reserved for changes. A request that is charged without being allowed makes the bucket
 * negative, and later requests wait longer: the average holds.
 *
 * <p>The libraries' rate limiters refill in steps, have no reserve, and do not tell when the next
 * request is allowed. Not thread-safe.
 */
final class RequestBudget {

  private static final double SECONDS_PER_MINUTE = 60;
  private static final double BURST_FRACTION = 0.1;
  private static final double RESERVED_FRACTION = 0.25;

  private double perSecond;
  private double capacity;
  private double available;
  private Instant lastRefill;

  RequestBudget(int requestsPerMinute, Instant now) {
    lastRefill = now;
    setRate(requestsPerMinute);
    available = capacity;
  }

  /** Keeps the fraction that is left, so that changing a limit back and forth gains nothing. */
  void resize(int requestsPerMinute, Instant now) {
    refill(now);
    double fraction = available / capacity;
    setRate(requestsPerMinute);
    available = capacity * fraction;
  }

  private void setRate(int requestsPerMinute) {
    perSecond = requestsPerMinute / SECONDS_PER_MINUTE;
    capacity = Math.max(1, Math.floor(requestsPerMinute * BURST_FRACTION));
  }

  /** Whether a request of this priority may be sent. */
  boolean allows(Priority priority, Instant now) {
    refill(now);
    return available >= needed(priority);
  }

  /** Charges a request, allowed or not. */
  void charge(Instant now) {
    refill(now);
    available--;
  }

  /** A request that was charged is not sent. */
  void refund(Instant now) {
    refill(now);
    available = Math.min(capacity, available + 1);
  }

  /** The time until a request of this priority is allowed, if none is charged in between. */
  Duration timeUntilAllowed(Priority priority, Instant now) {
    refill(now);
    double missing = Math.max(0, needed(priority) - available);
    return Duration.ofMillis((long) Math.ceil(missing / perSecond * 1000));
  }

  private double needed(Priority priority) {
    return switch (priority) {
      case CHANGE -> 1;
      case FIRST_CHECK, RESYNC -> Math.min(capacity, 1 + Math.floor(capacity * RESERVED_FRACTION));
    };
  }

  /** A clock that goes back changes nothing. */
  private void refill(Instant now) {
    double seconds = Math.max(0, Duration.between(lastRefill, now).toNanos() / 1e9);
    available = Math.min(capacity, available + seconds * perSecond);
    lastRefill = now;
  }
}
