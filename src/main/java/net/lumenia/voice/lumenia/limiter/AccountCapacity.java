package net.lumenia.voice.lumenia.limiter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;

/**
 * Whether an account may make a call now, and if not, when: its request budget, concurrency limit
 * and circuit breaker, with the strictest limits of the LumeniaAccounts that use it. Not
 * thread-safe.
 */
final class AccountCapacity {

  private final InstantSource clock;
  private final CircuitBreaker breaker;
  private final ConcurrencyLimit concurrency;
  private final RequestBudget budget;
  private final Map<String, CallLimits> accounts = new HashMap<>();
  private CallLimits limits = CallLimits.DEFAULT;

  AccountCapacity(CircuitTiming circuit, InstantSource clock) {
    this.clock = clock;
    breaker = new CircuitBreaker(circuit, clock);
    concurrency = new ConcurrencyLimit(limits.concurrentRequests());
    budget = new RequestBudget(limits.requestsPerMinute(), clock.instant());
  }

  boolean allows(Priority priority) {
    return concurrency.allows(priority)
        && budget.allows(priority, clock.instant())
        && breaker.allows();
  }

  /** When time alone allows a call; empty if the end of another call has to come first. */
  Optional<Instant> allowedAt(Priority priority) {
    if (!concurrency.allows(priority) || breaker.state() == CircuitState.HALF_OPEN) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant budgeted = now.plus(budget.timeUntilAllowed(priority, now));
    boolean openLonger =
        breaker.state() == CircuitState.OPEN && breaker.openUntil().isAfter(budgeted);
    return Optional.of(openLonger ? breaker.openUntil() : budgeted);
  }

  /** Takes a call from all limits; it must be allowed. */
  CircuitBreaker.AllowedCall acquire() {
    concurrency.acquire();
    budget.charge(clock.instant());
    return breaker.begin();
  }

  /** Returns a call that is not made to all limits. */
  void refund(CircuitBreaker.AllowedCall call) {
    breaker.cancel(call);
    concurrency.release();
    budget.refund(clock.instant());
  }

  /** Charges a further request of an acquired call; a failure if the circuit does not allow it. */
  ApiResult<CircuitBreaker.AllowedCall> beginFurther() {
    if (!breaker.allows()) {
      return new ApiResult.Failure<>(breaker.pauseReason().orElseThrow());
    }
    budget.charge(clock.instant());
    return new ApiResult.Success<>(breaker.begin());
  }

  void record(CircuitBreaker.AllowedCall call, String workspace, ApiResult<?> result) {
    breaker.record(call, workspace, result);
  }

  /** A request that was allowed is not made; the call itself stays acquired. */
  void cancel(CircuitBreaker.AllowedCall call) {
    breaker.cancel(call);
  }

  /** An acquired call has ended. */
  void release() {
    concurrency.release();
  }

  /** Whether a call that was allowed earlier still is. */
  boolean stillAllows(CircuitBreaker.AllowedCall call) {
    return breaker.isCurrent(call) || breaker.state() == CircuitState.CLOSED;
  }

  CircuitState circuit() {
    return breaker.state();
  }

  Optional<ApiFailure> pauseReason() {
    return breaker.pauseReason();
  }

  int requestsPerMinute() {
    return limits.requestsPerMinute();
  }

  /** No call is in flight, and no pause is in effect. */
  boolean isIdle() {
    boolean paused =
        breaker.state() == CircuitState.OPEN && clock.instant().isBefore(breaker.openUntil());
    return concurrency.isIdle() && !paused;
  }

  /** The LumeniaAccounts whose limits apply. */
  Set<String> accounts() {
    return Set.copyOf(accounts.keySet());
  }

  /** Returns whether the limits changed. */
  boolean register(String account, CallLimits wanted) {
    return !wanted.equals(accounts.put(account, wanted)) && updateLimits();
  }

  /** Returns whether no LumeniaAccount is left; then the last limits stay in effect. */
  boolean unregister(String account) {
    accounts.remove(account);
    updateLimits();
    return accounts.isEmpty();
  }

  private boolean updateLimits() {
    CallLimits strictest = accounts.values().stream().reduce(CallLimits::strictest).orElse(limits);
    boolean changed = !strictest.equals(limits);
    if (changed) {
      limits = strictest;
      budget.resize(strictest.requestsPerMinute(), clock.instant());
      concurrency.resize(strictest.concurrentRequests());
    }
    return changed;
  }
}
