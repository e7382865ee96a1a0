package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate limiter of one account: a request budget, a concurrency limit, and a circuit breaker
 * that opens in an outage and for {@code Retry-After}. No thread blocks in it: a caller that has to
 * wait is queued and woken when a permit is free, so that one slow account takes no threads from
 * the others. Thread-safe. It calls the objects of the {@link LimiterContext} under its lock, but
 * never a caller, an observer or another limiter.
 */
public final class AccountLimiter {

  private static final Logger LOG = LoggerFactory.getLogger(AccountLimiter.class);

  /** How long a permit is reserved for a woken caller. */
  private static final Duration RESERVATION_TIMEOUT = Duration.ofSeconds(10);

  /** Shorter, because all other callers wait for the probe. */
  private static final Duration PROBE_RESERVATION_TIMEOUT = Duration.ofSeconds(2);

  /** A permit that is reserved for a woken caller. It counts against all limits. */
  private record Reservation(
      FairQueue.Waiter<Caller> waiter, CircuitBreaker.Attempt attempt, Instant deadline) {
    String callerId() {
      return waiter.value().id();
    }
  }

  private final LimiterContext context;
  private final Credentials credentials;
  private final String tenant;

  private final Map<String, CallLimits> accounts = new HashMap<>();
  private final FairQueue<Caller> queue = new FairQueue<>(Caller::id);
  private final Map<String, Reservation> reservations = new HashMap<>();
  private final Set<String> acquiring = new HashSet<>();
  private final ResyncLoad resyncs = new ResyncLoad();
  private final CircuitBreaker breaker;
  private final ConcurrencyLimit concurrency;
  private final RequestBudget budget;
  private CallLimits limits = CallLimits.DEFAULT;
  private LimiterState published = LimiterState.INITIAL;
  private Optional<Scheduler.Scheduled> timer = Optional.empty();

  /**
   * @param tenant whose share of the process's limits these calls use
   */
  AccountLimiter(LimiterContext context, Credentials credentials, String tenant) {
    this.context = context;
    this.credentials = credentials;
    this.tenant = tenant;
    breaker = new CircuitBreaker(context.clock());
    concurrency = new ConcurrencyLimit(limits.concurrentRequests());
    budget = new RequestBudget(limits.requestsPerMinute(), now());
  }

  /** The credentials that its calls use. */
  public Credentials credentials() {
    return credentials;
  }

  String tenant() {
    return tenant;
  }

  /**
   * Acquires a permit, or queues the caller. Returns at once. A caller waits at most once: a second
   * attempt keeps its position, and an attempt at another limiter removes it from this one.
   */
  public Admission tryAcquire(Caller caller) {
    Optional.ofNullable(context.queuedAt().put(caller.id(), this))
        .filter(other -> other != this)
        .ifPresent(other -> other.withdraw(caller.id()));
    enqueue(caller);
    dispatch();
    Optional<Reservation> reservation = claim(caller.id());
    if (reservation.isEmpty()) {
      return pauseReason().<Admission>map(Admission.Paused::new).orElseGet(Admission.Queued::new);
    }
    Duration waited = Duration.between(reservation.get().waiter().since(), now());
    context.observer().admitted(caller.priority(), waited);
    return new Admission.Admitted(new Permit(this, context.client(), reservation.get().attempt()));
  }

  /** A reservation from before the circuit opened is void: its caller queues again. */
  private synchronized void enqueue(Caller caller) {
    acquiring.add(caller.id());
    resyncs.record(caller, now());
    Optional<Reservation> reservation = Optional.ofNullable(reservations.get(caller.id()));
    if (reservation.filter(this::isValid).isEmpty()) {
      reservation.ifPresent(this::cancel);
      queue.add(
          caller, caller.priority(), reservation.map(stale -> stale.waiter().since()).orElse(now()));
    }
  }

  private boolean isValid(Reservation reservation) {
    return breaker.isCurrent(reservation.attempt()) || breaker.state() == CircuitState.CLOSED;
  }

  private synchronized Optional<Reservation> claim(String callerId) {
    acquiring.remove(callerId);
    Optional<Reservation> reservation = Optional.ofNullable(reservations.remove(callerId));
    if (reservation.isPresent()) {
      context.queuedAt().remove(callerId, this);
    }
    return reservation;
  }

  /** The state to publish for the account. */
  public synchronized LimiterState state() {
    return new LimiterState(
        breaker.state(),
        resyncs.minInterval(limits.requestsPerMinute(), now()),
        breaker.pauseReason());
  }

  private synchronized Optional<ApiFailure> pauseReason() {
    return breaker.pauseReason();
  }

  /** Reserves all free permits, and wakes the callers that get them. */
  void dispatch() {
    requestPermit();
    context.process().dispatch();
    publishState();
  }

  private synchronized void requestPermit() {
    Instant now = now();
    reservations.values().stream()
        .filter(reservation -> now.isAfter(reservation.deadline()))
        .toList()
        .forEach(this::expire);
    requestPermit(now);
  }

  /** Without a caller that may proceed, a timer or the end of a call tries again. */
  private void requestPermit(Instant now) {
    Optional<FairQueue.Next<Caller>> next = queue.next();
    boolean mayProceed = next.filter(head -> allows(head.priority(), now)).isPresent();
    if (mayProceed) {
      context.process().request(this, next.orElseThrow().priority());
    } else {
      context.process().withdraw(this);
    }
    scheduleDispatch(mayProceed ? Optional.empty() : next, now);
  }

  /** The process grants a permit to this account. Called without any lock held. */
  void onPermitGranted() {
    reserve()
        .filter(reservation -> !wake(reservation.waiter().value()))
        .ifPresent(
            reservation -> {
              expire(reservation);
              requestPermit();
            });
    publishState();
  }

  /**
   * Reserves the permit for the next caller.
   *
   * @return the reservation whose caller must be woken; empty if no caller needs the permit, or if
   *     the one that does is in {@link #tryAcquire}
   */
  private synchronized Optional<Reservation> reserve() {
    Instant now = now();
    Optional<FairQueue.Next<Caller>> next =
        queue.next().filter(head -> allows(head.priority(), now));
    if (next.isEmpty()) {
      context.process().refund(this);
      requestPermit(now);
      return Optional.empty();
    }
    queue.take(next.get());
    concurrency.acquire();
    budget.charge(now);
    CircuitBreaker.Attempt attempt = breaker.begin();
    Duration timeout = attempt.probe() ? PROBE_RESERVATION_TIMEOUT : RESERVATION_TIMEOUT;
    var reservation = new Reservation(next.get().waiter(), attempt, now.plus(timeout));
    reservations.put(reservation.callerId(), reservation);
    requestPermit(now);
    return acquiring.contains(reservation.callerId())
        ? Optional.empty()
        : Optional.of(reservation);
  }

  private boolean allows(Priority priority, Instant now) {
    return concurrency.allows(priority) && budget.allows(priority, now) && breaker.allows();
  }

  private static boolean wake(Caller caller) {
    try {
      return caller.wake().getAsBoolean();
    } catch (RuntimeException e) {
      LOG.warn("Waking {} failed; its permit goes to the next caller", caller.id(), e);
      return false;
    }
  }

  /** The woken caller did not claim its permit, or could not be woken. */
  private synchronized void expire(Reservation reservation) {
    if (reservation.equals(reservations.get(reservation.callerId()))) {
      resyncs.forget(reservation.callerId());
      context.queuedAt().remove(reservation.callerId(), this);
      cancel(reservation);
    }
  }

  /** Returns the reserved permit to all limits. */
  private void cancel(Reservation reservation) {
    reservations.remove(reservation.callerId());
    breaker.cancel(reservation.attempt());
    concurrency.release();
    budget.refund(now());
    context.process().refund(this);
  }

  /** Removes a caller; its reservation goes to the next caller at once. */
  void withdraw(String callerId) {
    synchronized (this) {
      queue.remove(callerId);
      resyncs.forget(callerId);
      context.queuedAt().remove(callerId, this);
      Optional.ofNullable(reservations.get(callerId)).ifPresent(this::cancel);
    }
    dispatch();
  }

  /** Sets a timer for what time alone changes; every other change dispatches by itself. */
  private void scheduleDispatch(Optional<FairQueue.Next<Caller>> next, Instant now) {
    timer.ifPresent(Scheduler.Scheduled::cancel);
    timer =
        Stream.concat(
                reservations.values().stream().map(Reservation::deadline),
                next.stream().flatMap(head -> allowedAt(head.priority(), now)))
            .min(Instant::compareTo)
            .map(time -> context.scheduler().schedule(delay(now, time), this::dispatch));
  }

  /** Rounded up: a timer that fires too early would have to be set again. */
  private static Duration delay(Instant now, Instant time) {
    Duration delay = Duration.between(now, time).plusMillis(1);
    return delay.isPositive() ? delay : Duration.ofMillis(1);
  }

  /** When time alone allows a call; empty if the end of another call has to come first. */
  private Stream<Instant> allowedAt(Priority priority, Instant now) {
    if (!concurrency.allows(priority) || breaker.state() == CircuitState.HALF_OPEN) {
      return Stream.empty();
    }
    Instant budgeted = now.plus(budget.timeUntilAllowed(priority, now));
    boolean openLonger =
        breaker.state() == CircuitState.OPEN && breaker.openUntil().isAfter(budgeted);
    return Stream.of(openLonger ? breaker.openUntil() : budgeted);
  }

  private void publishState() {
    Set<String> affected;
    synchronized (this) {
      LimiterState now = state();
      affected = now.equals(published) ? Set.of() : Set.copyOf(accounts.keySet());
      published = now;
    }
    if (!affected.isEmpty()) {
      context.onStateChange().accept(affected);
    }
  }

  /** Charges a further request of a permit; a failure if the circuit does not allow it. */
  synchronized ApiResult<CircuitBreaker.Attempt> beginFurther() {
    if (!breaker.allows()) {
      return new ApiResult.Failure<>(breaker.pauseReason().orElseThrow());
    }
    budget.charge(now());
    context.process().charge();
    return new ApiResult.Success<>(breaker.begin());
  }

  /** Records the result of a request. */
  void record(CircuitBreaker.Attempt attempt, String workspace, ApiResult<?> result) {
    synchronized (this) {
      breaker.record(attempt, workspace, result);
    }
    dispatch();
  }

  /** A request that was allowed is not made. */
  synchronized void cancel(CircuitBreaker.Attempt attempt) {
    breaker.cancel(attempt);
  }

  /** Releases a permit. */
  void release() {
    synchronized (this) {
      concurrency.release();
      context.process().release(this);
    }
    dispatch();
  }

  /**
   * Registers the limits of a LumeniaAccount. If several use this limiter, the strictest limits
   * apply.
   *
   * @return whether the limits changed, so that {@link #dispatch} must follow
   */
  synchronized boolean register(String account, CallLimits wanted) {
    return !wanted.equals(accounts.put(account, wanted)) && updateLimits();
  }

  /** Returns whether no LumeniaAccount is left; then the last limits stay in effect. */
  synchronized boolean unregister(String account) {
    accounts.remove(account);
    updateLimits();
    return accounts.isEmpty();
  }

  private boolean updateLimits() {
    CallLimits strictest = accounts.values().stream().reduce(CallLimits::strictest).orElse(limits);
    boolean changed = !strictest.equals(limits);
    if (changed) {
      limits = strictest;
      budget.resize(strictest.requestsPerMinute(), now());
      concurrency.resize(strictest.concurrentRequests());
    }
    return changed;
  }

  /** Whether it can be forgotten: no caller waits, no call runs, and no pause is in effect. */
  synchronized boolean isIdle() {
    boolean paused = breaker.state() == CircuitState.OPEN && now().isBefore(breaker.openUntil());
    return queue.isEmpty() && reservations.isEmpty() && concurrency.isIdle() && !paused;
  }

  /**
   * No LumeniaAccount uses it any more. Queued callers are woken, so that they find their new
   * limiter; calls in flight finish.
   */
  void close() {
    List<Caller> waiting;
    synchronized (this) {
      waiting = queue.values();
      waiting.forEach(this::forget);
      List.copyOf(reservations.values()).forEach(this::expire);
      requestPermit(now());
    }
    waiting.forEach(AccountLimiter::wake);
    context.process().dispatch();
  }

  private void forget(Caller caller) {
    queue.remove(caller.id());
    context.queuedAt().remove(caller.id(), this);
  }

  private Instant now() {
    return context.clock().instant();
  }
}
