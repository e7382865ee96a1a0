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
 * Stops the calls to an API that is down or asks for a pause. It opens in an {@linkplain
 * OutageDetector outage} (5xx, timeout, connection; not 4xx) and for the time of {@code
 * Retry-After}; one successful probe closes it. Not thread-safe.
 */
final class CircuitBreaker {

  /** Keeps several accounts of one API from probing it at the same time. */
  private static final double JITTER = 0.1;

  /**
   * An allowed call. Its result changes the circuit only while the circuit is still in the state
   * that allowed the call; later results are stale.
   *
   * @param epoch number of the state that allowed it; every transition starts a new epoch
   * @param probe whether this is the single call of a half-open circuit
   */
  record AllowedCall(long epoch, boolean probe) {}

  private final CircuitTiming timing;
  private final InstantSource clock;
  private final OutageDetector detector = new OutageDetector();
  private CircuitState state = CircuitState.CLOSED;
  private long epoch;
  private boolean probing;
  private Instant openUntil;
  private Optional<ApiFailure> reason = Optional.empty();
  private int failedProbes;
  private int consecutive429s;

  CircuitBreaker(CircuitTiming timing, InstantSource clock) {
    this.timing = timing;
    this.clock = clock;
    openUntil = clock.instant();
  }

  CircuitState state() {
    return state;
  }

  /** Why calls are not allowed; empty while the circuit is closed. */
  Optional<ApiFailure> pauseReason() {
    return state == CircuitState.CLOSED ? Optional.empty() : reason;
  }

  /** When an open circuit allows a probe; may be in the past. */
  Instant openUntil() {
    return openUntil;
  }

  /** Whether a call is allowed now. */
  boolean allows() {
    return switch (state) {
      case CLOSED -> true;
      case OPEN -> !clock.instant().isBefore(openUntil);
      case HALF_OPEN -> !probing;
    };
  }

  /**
   * Begins a call, which must be {@linkplain #record recorded} or {@linkplain #cancel canceled}.
   *
   * @throws IllegalStateException unless a call is {@linkplain #allows allowed}
   */
  AllowedCall begin() {
    if (!allows()) {
      throw new IllegalStateException("the circuit is " + state);
    }
    if (state == CircuitState.OPEN) {
      transitionTo(CircuitState.HALF_OPEN);
    }
    probing = state == CircuitState.HALF_OPEN;
    return new AllowedCall(epoch, probing);
  }

  /** Whether the circuit is still in the state that allowed the call. */
  boolean isCurrent(AllowedCall call) {
    return call.epoch() == epoch;
  }

  /** The call is not made. */
  void cancel(AllowedCall call) {
    if (isCurrent(call)) {
      probing = false;
    }
  }

  /**
   * Records the result of a call.
   *
   * @param workspace of the call; calls for the whole account share one name
   */
  void record(AllowedCall call, String workspace, ApiResult<?> result) {
    switch (result) {
      case ApiResult.Success<?> _ -> recordSuccess(call, workspace);
      case ApiResult.Failure<?>(ApiFailure failure) -> {
        switch (failure) {
          case RateLimited limited -> recordRateLimit(call, limited);
          case Unavailable unavailable -> {
            recordFailure(call, workspace, unavailable);
            unavailable.retryAfter().ifPresent(wait -> pause(wait, unavailable));
          }
          case Timeout timeout -> recordFailure(call, workspace, timeout);
          case ApiFailure.Withheld _ -> cancel(call);
          case ApiFailure.Forbidden _,
              ApiFailure.NotFound _,
              ApiFailure.NotProvisioned _,
              ApiFailure.NoMemory _,
              ApiFailure.Rejected _,
              ApiFailure.BadResponse _ ->
              recordSuccess(call, workspace);
        }
      }
    }
  }

  private void recordSuccess(AllowedCall call, String workspace) {
    if (isCurrent(call)) {
      consecutive429s = 0;
      if (state == CircuitState.HALF_OPEN) {
        failedProbes = 0;
        transitionTo(CircuitState.CLOSED);
      }
      detector.recordSuccess(workspace);
    }
  }

  private void recordFailure(AllowedCall call, String workspace, ApiFailure failure) {
    if (!isCurrent(call)) {
      return;
    }
    updateReason(failure);
    if (state == CircuitState.HALF_OPEN) {
      failedProbes++;
      open();
    } else {
      detector.recordFailure(workspace);
      if (detector.isOutage()) {
        open();
      }
    }
  }

  private void open() {
    openFor(jittered(timing.probeAfter(failedProbes)));
  }

  /** Without a usable {@code Retry-After}, the pause doubles with every 429 to a probe. */
  private void recordRateLimit(AllowedCall call, RateLimited failure) {
    if (failure.retryAfter().isPresent()) {
      pause(failure.retryAfter().get(), failure);
    } else if (isCurrent(call)) {
      pause(jittered(timing.pauseAfter(consecutive429s)), failure);
      consecutive429s++;
    }
  }

  /** A pause never shortens a longer one. */
  private void pause(Duration wait, ApiFailure failure) {
    if (state != CircuitState.OPEN || clock.instant().plus(wait).isAfter(openUntil)) {
      updateReason(failure);
      openFor(wait);
    }
  }

  private void openFor(Duration wait) {
    openUntil = clock.instant().plus(wait);
    transitionTo(CircuitState.OPEN);
  }

  /** The detector starts over in every state. */
  private void transitionTo(CircuitState next) {
    state = next;
    epoch++;
    probing = false;
    detector.reset();
  }

  /**
   * The first failure of its kind stays the reason of an outage, so that status does not change.
   */
  private void updateReason(ApiFailure failure) {
    ApiFailure candidate = reason(failure);
    boolean sameKind = reason.filter(known -> known.getClass() == candidate.getClass()).isPresent();
    if (state == CircuitState.CLOSED || !sameKind) {
      reason = Optional.of(candidate);
    }
  }

  private static ApiFailure reason(ApiFailure failure) {
    return failure instanceof RateLimited
        ? new RateLimited(
            Optional.empty(),
            "the API limits the requests of this account; the operator sends nothing until the"
                + " pause that the API asked for is over, and then checks this assistant")
        : new Unavailable(
            OptionalInt.empty(),
            Optional.empty(),
            "the API fails; the operator sends nothing for this account until a probe request"
                + " succeeds; the first failure was: "
                + failure.message());
  }

  private static Duration jittered(Duration wait) {
    double factor = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
