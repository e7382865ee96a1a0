package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.plan.Timing;

/**
 * When to look at an assistant or an account again: the {@link RequeuePolicy} of the reason, as a
 * time from now. The one place that decides it. Nothing takes longer than the resync interval and
 * 10 %, unless the API asked for it: then up to an hour.
 */
public final class NextAttempt {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofMinutes(5);
  private static final Duration ACCOUNT_LAST = Duration.ofSeconds(60);
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);
  private static final double JITTER = 0.1;

  /** A time that has come is not a moment before. */
  private static final Duration TICK = Duration.ofMillis(1);

  private NextAttempt() {}

  /**
   * The time to the next look at an assistant.
   *
   * @param problem what keeps the assistant from being as desired
   * @param random 0 to 1
   */
  public static Duration after(
      Optional<Problem> problem, BackoffInput progress, Duration resyncInterval, double random) {
    Duration resync = jittered(resyncInterval, random);
    if (problem.isEmpty()) {
      return resync;
    }
    Duration backoff =
        backoff(
            progress.lasting(), shorter(resyncInterval, LAST), problem.get().retryAfter(), random);
    return switch (problem.get().reason().pace()) {
      case RESYNC ->
          progress.nextCorrection().map(TICK::plus).map(t -> shorter(t, resync)).orElse(resync);
      case BACKOFF -> backoff;
      case PROOF ->
          progress
              .sinceSent()
              .flatMap(Timing.DEFAULT::nextProofCheck)
              .map(TICK::plus)
              .orElse(backoff);
    };
  }

  /**
   * The time to the next look at an account.
   *
   * @param lasting how long it has not been ready, zero at first
   * @param random 0 to 1
   */
  public static Duration after(
      AccountReadiness verdict, Duration lasting, Duration resyncInterval, double random) {
    return switch (verdict.reason().pace()) {
      case RESYNC -> jittered(resyncInterval, random);
      case BACKOFF, PROOF ->
          backoff(lasting, shorter(resyncInterval, ACCOUNT_LAST), verdict.retryAfter(), random);
    };
  }

  private static Duration backoff(
      Duration lasting, Duration longest, Optional<Duration> asked, double random) {
    Duration own = jittered(shorter(longest, longer(FIRST, lasting)), random);
    return asked.map(wait -> longer(own, respected(wait, random))).orElse(own);
  }

  /** Never before the API asked for it, and not everybody at that moment: up to 10 % later. */
  private static Duration respected(Duration asked, double random) {
    return shorter(LONGEST_ASKED, scaled(shorter(LONGEST_ASKED, asked), 1 + JITTER * random));
  }

  /** Spreads what would otherwise happen all at once: plus or minus 10 %. */
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
