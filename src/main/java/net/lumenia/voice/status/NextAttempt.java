package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.plan.ProofSchedule;

/** When to look at an assistant or an account again. The one place that decides it. */
public final class NextAttempt {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofMinutes(5);
  private static final Duration ACCOUNT_LAST = Duration.ofSeconds(60);
  private static final double JITTER = 0.1;

  private NextAttempt() {}

  /**
   * The time from now to the next look. It never takes longer than the resync interval, unless the
   * API asked for it.
   *
   * @param problem what keeps the assistant from being as desired
   * @param lasting how long the operator has been trying, zero at first; waiting as long as it has
   *     already lasted doubles the interval each time, and needs no memory but the status
   * @param sinceSent the time since the last PATCH, while that is to be verified
   * @param random 0 to 1
   */
  public static Duration after(
      Optional<Problem> problem,
      Duration lasting,
      Optional<Duration> sinceSent,
      Duration resyncInterval,
      double random) {
    if (problem.isEmpty() || problem.get().reason().remedy() != Reason.Remedy.OPERATOR) {
      return jittered(resyncInterval, random);
    }
    Optional<Duration> look = sinceSent.flatMap(ProofSchedule::nextLook);
    if (problem.get().reason() == Reason.VERIFYING && look.isPresent()) {
      return look.get().plusMillis(1);
    }
    Duration backoff = jittered(backoff(lasting, shorter(resyncInterval, LAST)), random);
    return longer(backoff, problem.get().retryAfter());
  }

  /**
   * The time from now to the next look at an account: "An account that is not Ready is tried again
   * at most every 60 s", whoever has to help.
   *
   * @param lasting how long it has not been ready, zero at first
   * @param random 0 to 1
   */
  public static Duration after(
      AccountVerdict verdict, Duration lasting, Duration resyncInterval, double random) {
    if (verdict.reason() == AccountReason.AUTHENTICATED) {
      return jittered(resyncInterval, random);
    }
    Duration backoff = jittered(backoff(lasting, ACCOUNT_LAST), random);
    return longer(backoff, verdict.retryAfter());
  }

  private static Duration longer(Duration backoff, Optional<Duration> asked) {
    return asked.filter(duration -> duration.compareTo(backoff) > 0).orElse(backoff);
  }

  private static Duration backoff(Duration lasting, Duration longest) {
    return shorter(longest, lasting.compareTo(FIRST) < 0 ? FIRST : lasting);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Spreads what would otherwise happen all at once: plus or minus 10 %. */
  private static Duration jittered(Duration interval, double random) {
    return Duration.ofMillis(Math.round(interval.toMillis() * (1 + JITTER * (2 * random - 1))));
  }
}
