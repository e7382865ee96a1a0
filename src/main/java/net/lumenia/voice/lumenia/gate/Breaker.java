package net.lumenia.voice.lumenia.gate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiFailure.RateLimited;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import net.lumenia.voice.lumenia.ApiResult;

/**
 * Keeps calls from an API that fails or has asked to be left alone. It "opens when half of the last
 * 20 calls failed (5xx, timeout, connection; not 4xx) or 10 in a row", and "one probe closes it
 * again". {@code Retry-After} opens it for as long as the API says. Not thread-safe.
 */
final class Breaker {

  private static final int WINDOW = 20;
  private static final int IN_A_ROW = 10;
  private static final int HALF = 50;

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

  private final CircuitBreaker circuit;
  private final Clock clock;
  private Instant openUntil;
  private Optional<ApiFailure> cause = Optional.empty();
  private int failedInARow;
  private int limitedInARow;

  Breaker(Clock clock) {
    this.clock = clock;
    openUntil = clock.instant();
    circuit =
        CircuitBreaker.of(
            "account",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW)
                .failureRateThreshold(HALF)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(this::open)
                .clock(clock)
                .build());
  }

  private long open(int attempt) {
    Duration wait = jittered(doubled(FIRST_PROBE_WAIT, attempt - 1, LONGEST_PROBE_WAIT));
    openUntil = clock.instant().plus(wait);
    return wait.toMillis();
  }

  CircuitState state() {
    return switch (circuit.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
      case HALF_OPEN -> CircuitState.HALF_OPEN;
      case OPEN, FORCED_OPEN -> CircuitState.OPEN;
    };
  }

  /** Why no call is let through; empty while they are. */
  Optional<ApiFailure> shut() {
    return state() == CircuitState.CLOSED ? Optional.empty() : cause;
  }

  /** When a probe is let through; in the past if that is now. */
  Instant openUntil() {
    return openUntil;
  }

  /**
   * Asks for one call, which must be {@linkplain #record recorded} or {@linkplain #forgo not be}.
   */
  boolean permits() {
    return circuit.tryAcquirePermission();
  }

  /** The permitted call is not made. */
  void forgo() {
    circuit.releasePermission();
  }

  /** Takes in what came of a permitted call. */
  void record(ApiResult<?> result) {
    switch (result) {
      case ApiResult.Success<?> _ -> succeeded();
      case ApiResult.Failure<?>(ApiFailure failure) -> {
        switch (failure) {
          case RateLimited limited -> limited(limited);
          case Unavailable _, Timeout _ -> failed(failure);
          case ApiFailure.Withheld _ -> forgo();
          case ApiFailure.Forbidden _,
              ApiFailure.NotFound _,
              ApiFailure.Rejected _,
              ApiFailure.BadResponse _ ->
              succeeded();
        }
      }
    }
  }

  private void succeeded() {
    failedInARow = 0;
    limitedInARow = 0;
    circuit.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  private void failed(ApiFailure failure) {
    explain(failure);
    failedInARow++;
    circuit.onError(0, TimeUnit.NANOSECONDS, new FailedCall());
    if (failedInARow >= IN_A_ROW && state() == CircuitState.CLOSED) {
      circuit.transitionToOpenState();
    }
    if (failure instanceof Unavailable(_, Optional<Duration> retryAfter, _)) {
      retryAfter.ifPresent(this::pause);
    }
  }

  /** Without a useful {@code Retry-After}, the pauses double with every 429 that ends one. */
  private void limited(RateLimited failure) {
    explain(failure);
    circuit.releasePermission();
    if (failure.retryAfter().isPresent()) {
      pause(failure.retryAfter().get());
    } else if (state() != CircuitState.OPEN) {
      pause(jittered(doubled(FIRST_PAUSE, limitedInARow, LONGEST_PAUSE)));
      limitedInARow++;
    }
  }

  private void pause(Duration wait) {
    Instant end = clock.instant().plus(wait);
    if (state() != CircuitState.OPEN || end.isAfter(openUntil)) {
      circuit.transitionToOpenStateFor(wait);
      openUntil = end;
    }
  }

  /** The first failure of its kind explains an outage, so that its explanation stays the same. */
  private void explain(ApiFailure failure) {
    ApiFailure why = why(failure);
    boolean sameKind = cause.filter(known -> known.getClass() == why.getClass()).isPresent();
    if (state() == CircuitState.CLOSED || !sameKind) {
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

  /** The library wants a throwable; nobody sees it. */
  private static final class FailedCall extends Exception {
    private static final long serialVersionUID = 1;

    FailedCall() {
      super("a call failed", null, false, false);
    }
  }
}
