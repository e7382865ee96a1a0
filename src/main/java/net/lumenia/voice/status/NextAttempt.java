package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;

/**
 * Turns the {@link RequeuePolicy} of a reason into the time until the next check of an assistant or
 * an account. No other class decides that. The time is at most the resync interval and 10 %, or up
 * to an hour if the API asked for it.
 */
public final class NextAttempt {

  private static final double JITTER = 0.1;

  /** Added so that a timer does not fire a moment before the time that it waits for. */
  private static final Duration TICK = Duration.ofMillis(1);

  private final BackoffTiming timing;

  public NextAttempt(BackoffTiming timing) {
    this.timing = timing;
  }

  /**
   * The time until the next check of an assistant.
   *
   * @param problem why the assistant is not in sync
   * @param random 0 to 1
   */
  public Duration after(
      Optional<Problem> problem,
      BackoffInput backoffInput,
      Duration resyncInterval,
      double random) {
    Duration resync = jittered(resyncInterval, random);
    if (problem.isEmpty()) {
      return resync;
    }
    Duration backoff =
        backoff(
            backoffInput.lasting(),
            shorter(resyncInterval, timing.max()),
            problem.get().retryAfter(),
            random);
    return switch (problem.get().reason().requeuePolicy()) {
      case RESYNC ->
          backoffInput.nextSend().map(TICK::plus).map(t -> shorter(t, resync)).orElse(resync);
      case BACKOFF -> backoff;
      case PROOF -> backoffInput.nextProofCheck().map(TICK::plus).orElse(backoff);
    };
  }

  /**
   * The time until the next check of an account.
   *
   * @param lasting how long the account has not been ready, zero at first
   * @param random 0 to 1
   */
  public Duration after(
      AccountReadiness verdict, Duration lasting, Duration resyncInterval, double random) {
    return switch (verdict.reason().requeuePolicy()) {
      case RESYNC -> jittered(resyncInterval, random);
      case BACKOFF, PROOF ->
          backoff(
              lasting,
              shorter(resyncInterval, timing.maxOfAccount()),
              verdict.retryAfter(),
              random);
    };
  }

  private Duration backoff(
      Duration lasting, Duration longest, Optional<Duration> requested, double random) {
    Duration own = jittered(shorter(longest, longer(timing.first(), lasting)), random);
    return requested.map(wait -> longer(own, atLeast(wait, random))).orElse(own);
  }

  /** Never earlier than the API asked for, and up to 10 % later, so that not all come at once. */
  private Duration atLeast(Duration requested, double random) {
    return shorter(
        timing.maxRequested(),
        scaled(shorter(timing.maxRequested(), requested), 1 + JITTER * random));
  }

  /** Plus or minus 10 %, so that checks spread over time. */
  private static Duration jittered(Duration interval, double random) {
    return scaled(interval, 1 + JITTER * (2 * random - 1));
  }

  private static Duration scaled(Duration interval, double factor) {
    return Duration.ofMillis(Math.round(interval.toMillis() * factor));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
