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
 * The rate limiter of one account: its {@linkplain AccountCapacity capacity}, and the queue of
 * callers that wait for it. No thread blocks in it: a caller that has to wait is queued and woken
 * when a permit is free, so that one slow account takes no threads from the others.
 *
 * <p>Thread-safe. Under its lock it calls the process limiter, the scheduler and the clock, but
 * never a caller, an observer or another account's limiter.
 */
public final class AccountLimiter {

  private static final Logger LOG = LoggerFactory.getLogger(AccountLimiter.class);

  /** How long a permit is reserved for a woken caller. */
  private static final Duration RESERVATION_TIMEOUT = Duration.ofSeconds(10);

  /** Shorter, because all other callers wait for the probe. */
  private static final Duration PROBE_RESERVATION_TIMEOUT = Duration.ofSeconds(2);

  /** A permit that is reserved for a woken caller. It counts against all limits. */
  private record Reservation(
      FairQueue.Waiter<Caller> waiter, CircuitBreaker.AllowedCall call, Instant deadline) {
    String callerId() {
      return waiter.value().id();
    }
  }

  private final LimiterContext context;
  private final Credentials credentials;
  private final String tenant;

  private final FairQueue<Caller> queue = new FairQueue<>(Caller::id);
  private final Map<String, Reservation> reservations = new HashMap<>();
  private final Set<String> acquiring = new HashSet<>();
  private final ResyncLoad resyncs = new ResyncLoad();
  private final AccountCapacity capacity;
  private LimiterState published = LimiterState.INITIAL;
  private Optional<Scheduler.Scheduled> timer = Optional.empty();

  /**
   * @param tenant whose share of the process's limits these calls use
   */
  AccountLimiter(LimiterContext context, Credentials credentials, String tenant) {
    this.context = context;
    this.credentials = credentials;
    this.tenant = tenant;
    capacity = new AccountCapacity(context.circuit(), context.clock());
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
    return new Admission.Admitted(new Permit(this, context.client(), reservation.get().call()));
  }

  /** A reservation from before the circuit opened is void: its caller queues again. */
  private synchronized void enqueue(Caller caller) {
    acquiring.add(caller.id());
    resyncs.record(caller, now());
    Optional<Reservation> reservation = Optional.ofNullable(reservations.get(caller.id()));
    if (reservation.filter(held -> capacity.stillAllows(held.call())).isEmpty()) {
      reservation.ifPresent(this::cancel);
      queue.add(
          caller,
          caller.priority(),
          reservation.map(stale -> stale.waiter().since()).orElse(now()));
    }
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
        capacity.circuit(),
        resyncs.minInterval(capacity.requestsPerMinute(), now()),
        capacity.pauseReason());
  }

  private synchronized Optional<ApiFailure> pauseReason() {
    return capacity.pauseReason();
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
    boolean mayProceed = next.filter(head -> capacity.allows(head.priority())).isPresent();
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
        queue.next().filter(head -> capacity.allows(head.priority()));
    if (next.isEmpty()) {
      context.process().refund(this);
      requestPermit(now);
      return Optional.empty();
    }
    queue.take(next.get());
    CircuitBreaker.AllowedCall call = capacity.acquire();
    Duration timeout = call.probe() ? PROBE_RESERVATION_TIMEOUT : RESERVATION_TIMEOUT;
    var reservation = new Reservation(next.get().waiter(), call, now.plus(timeout));
    reservations.put(reservation.callerId(), reservation);
    requestPermit(now);
    return acquiring.contains(reservation.callerId()) ? Optional.empty() : Optional.of(reservation);
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
    capacity.refund(reservation.call());
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
                next.flatMap(head -> capacity.allowedAt(head.priority())).stream())
            .min(Instant::compareTo)
            .map(time -> context.scheduler().schedule(delay(now, time), this::dispatch));
  }

  /** Rounded up: a timer that fires too early would have to be set again. */
  private static Duration delay(Instant now, Instant time) {
    Duration delay = Duration.between(now, time).plusMillis(1);
    return delay.isPositive() ? delay : Duration.ofMillis(1);
  }

  private void publishState() {
    Set<String> affected;
    synchronized (this) {
      LimiterState now = state();
      affected = now.equals(published) ? Set.of() : capacity.accounts();
      published = now;
    }
    if (!affected.isEmpty()) {
      context.onStateChange().accept(affected);
    }
  }

  /** Charges a further request of a permit; a failure if the circuit does not allow it. */
  synchronized ApiResult<CircuitBreaker.AllowedCall> beginFurther() {
    ApiResult<CircuitBreaker.AllowedCall> call = capacity.beginFurther();
    if (call instanceof ApiResult.Success) {
      context.process().charge();
    }
    return call;
  }

  /** Records the result of a request. */
  void record(CircuitBreaker.AllowedCall call, String workspace, ApiResult<?> result) {
    synchronized (this) {
      capacity.record(call, workspace, result);
    }
    dispatch();
  }

  /** A request that was allowed is not made. */
  synchronized void cancel(CircuitBreaker.AllowedCall call) {
    capacity.cancel(call);
  }

  /** Releases a permit. */
  void release() {
    synchronized (this) {
      capacity.release();
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
    return capacity.register(account, wanted);
  }

  /** Returns whether no LumeniaAccount is left; then the last limits stay in effect. */
  synchronized boolean unregister(String account) {
    return capacity.unregister(account);
  }

  /** Whether it can be forgotten: no caller waits, no call runs, and no pause is in effect. */
  synchronized boolean isIdle() {
    return queue.isEmpty() && reservations.isEmpty() && capacity.isIdle();
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
