package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiFailure.RateLimited;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import net.lumenia.voice.lumenia.ApiResult;

/**
 * Keeps calls from an API that fails or has asked to be left alone. It opens in an {@linkplain
 * OutageDetector outage} (5xx, timeout, connection; not 4xx) or for as long as {@code Retry-After}
 * says, and one probe closes it again. Not thread-safe.
 */
final class CircuitBreaker {

  /**
   * Not longer, so that a fleet is back in sync within a minute after an outage of any length; a
   * probe is a single request.
   */
  private static final Duration LONGEST_PROBE_WAIT = Duration.ofSeconds(30);

  private static final Duration FIRST_PROBE_WAIT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** Several accounts of one API shall not probe it at the same moment. */
  private static final double JITTER = 0.1;

  /**
   * A call that was let through. What comes of it decides about the circuit only as long as that is
   * in the state in which the call was let through; later it is news of the past.
   *
   * @param era counts the states of the circuit
   * @param probe whether this is the one call that an open circuit lets through
   */
  record Clearance(long era, boolean probe) {}

  private final InstantSource clock;
  private final OutageDetector outage = new OutageDetector();
  private CircuitState state = CircuitState.CLOSED;
  private long era;
  private boolean probing;
  private Instant openUntil;
  private Optional<ApiFailure> cause = Optional.empty();
  private int failedProbes;
  private int limitedInARow;

  CircuitBreaker(InstantSource clock) {
    this.clock = clock;
    openUntil = clock.instant();
  }

  CircuitState state() {
    return state;
  }

  /** Why no call is let through; empty while they are. */
  Optional<ApiFailure> shut() {
    return state == CircuitState.CLOSED ? Optional.empty() : cause;
  }

  /** When a probe is let through; in the past if that is now. */
  Instant openUntil() {
    return openUntil;
  }

  /** Whether a call is let through now. */
  boolean permits() {
    return switch (state) {
      case CLOSED -> true;
      case OPEN -> !clock.instant().isBefore(openUntil);
      case HALF_OPEN -> !probing;
    };
  }

  /**
   * Lets a call through, which must be {@linkplain #record recorded} or {@linkplain #forgo
   * forgone}.
   *
   * @throws IllegalStateException unless it {@linkplain #permits permits} one
   */
  Clearance clear() {
    if (!permits()) {
      throw new IllegalStateException("the circuit is " + state);
    }
    if (state == CircuitState.OPEN) {
      become(CircuitState.HALF_OPEN);
    }
    probing = state == CircuitState.HALF_OPEN;
    return new Clearance(era, probing);
  }

  /** Whether the circuit is still in the state in which this call was let through. */
  boolean isCurrent(Clearance call) {
    return call.era() == era;
  }

  /** The call is not made. */
  void forgo(Clearance call) {
    if (isCurrent(call)) {
      probing = false;
    }
  }

  /**
   * Takes in what came of a call.
   *
   * @param workspace of the call; those for the account as a whole are one of their own
   */
  void record(Clearance call, String workspace, ApiResult<?> result) {
    switch (result) {
      case ApiResult.Success<?> _ -> answered(call, workspace);
      case ApiResult.Failure<?>(ApiFailure failure) -> {
        switch (failure) {
          case RateLimited limited -> limited(call, limited);
          case Unavailable unavailable -> {
            failed(call, workspace, unavailable);
            unavailable.retryAfter().ifPresent(wait -> pause(wait, unavailable));
          }
          case Timeout timeout -> failed(call, workspace, timeout);
          case ApiFailure.Withheld _ -> forgo(call);
          case ApiFailure.Forbidden _,
              ApiFailure.NotFound _,
              ApiFailure.NoMemory _,
              ApiFailure.Rejected _,
              ApiFailure.BadResponse _ ->
              answered(call, workspace);
        }
      }
    }
  }

  private void answered(Clearance call, String workspace) {
    if (isCurrent(call)) {
      limitedInARow = 0;
      if (state == CircuitState.HALF_OPEN) {
        failedProbes = 0;
        become(CircuitState.CLOSED);
      }
      outage.answered(workspace);
    }
  }

  private void failed(Clearance call, String workspace, ApiFailure failure) {
    if (!isCurrent(call)) {
      return;
    }
    explain(failure);
    if (state == CircuitState.HALF_OPEN) {
      failedProbes++;
      open();
    } else {
      outage.failed(workspace);
      if (outage.isOutage()) {
        open();
      }
    }
  }

  private void open() {
    openFor(jittered(doubled(FIRST_PROBE_WAIT, failedProbes, LONGEST_PROBE_WAIT)));
  }

  /** Without a useful {@code Retry-After}, the pauses double with every 429 that ends one. */
  private void limited(Clearance call, RateLimited failure) {
    if (failure.retryAfter().isPresent()) {
      pause(failure.retryAfter().get(), failure);
    } else if (isCurrent(call)) {
      pause(jittered(doubled(FIRST_PAUSE, limitedInARow, LONGEST_PAUSE)), failure);
      limitedInARow++;
    }
  }

  /** The longest pause counts. */
  private void pause(Duration wait, ApiFailure failure) {
    if (state != CircuitState.OPEN || clock.instant().plus(wait).isAfter(openUntil)) {
      explain(failure);
      openFor(wait);
    }
  }

  private void openFor(Duration wait) {
    openUntil = clock.instant().plus(wait);
    become(CircuitState.OPEN);
  }

  /** Who answers and who fails is found out anew after every pause. */
  private void become(CircuitState next) {
    state = next;
    era++;
    probing = false;
    outage.reset();
  }

  /** The first failure of its kind explains an outage, so that its explanation stays the same. */
  private void explain(ApiFailure failure) {
    ApiFailure why = why(failure);
    boolean sameKind = cause.filter(known -> known.getClass() == why.getClass()).isPresent();
    if (state == CircuitState.CLOSED || !sameKind) {
      cause = Optional.of(why);
    }
  }

  private static ApiFailure why(ApiFailure failure) {
    return failure instanceof RateLimited
        ? new RateLimited(
            Optional.empty(),
            "the API has too many requests for this account; nothing is sent until the pause that it"
                + " wants is over, and this assistant is looked at then")
        : new Unavailable(
            OptionalInt.empty(),
            Optional.empty(),
            "the API fails, so nothing is sent for this account until a single request as a probe"
                + " succeeds; it began with: "
                + failure.message());
  }

  private static Duration doubled(Duration first, int times, Duration longest) {
    Duration doubled = first.multipliedBy(1L << Math.min(times, 30));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  private static Duration jittered(Duration wait) {
    double factor = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
