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
 * The way to the API for one account: "a request budget, a concurrency limit, {@code Retry-After}
 * honoured for the whole account, and a circuit breaker that one probe closes again". Nobody waits
 * inside: who can't come in is called when there is room, so that one account's trouble takes no
 * thread from another. Thread-safe; no lock is held while anything else is called than what {@link
 * LimiterContext all limiters share}.
 */
public final class AccountLimiter {

  private static final Logger LOG = LoggerFactory.getLogger(AccountLimiter.class);

  /** How long a place is kept for somebody who was called. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A probe is what everybody waits for. */
  private static final Duration PATIENCE_WITH_A_PROBE = Duration.ofSeconds(2);

  /** Somebody who has room among the calls under way, and a request of the budgets. */
  private record Call(
      FairQueue.Waiter<Caller> waiter, CircuitBreaker.Clearance clearance, Instant deadline) {
    String id() {
      return waiter.who().id();
    }
  }

  private final LimiterContext shared;
  private final Credentials credentials;
  private final String tenant;

  private final Map<String, CallLimits> accounts = new HashMap<>();
  private final FairQueue<Caller> queue = new FairQueue<>(Caller::id);
  private final Map<String, Call> called = new HashMap<>();
  private final Set<String> present = new HashSet<>();
  private final ResyncStretch resyncs = new ResyncStretch();
  private final CircuitBreaker breaker;
  private final ConcurrencyLimit requests;
  private final RequestBudget budget;
  private CallLimits limits = CallLimits.DEFAULT;
  private LimiterState announced = LimiterState.QUIET;
  private Optional<Scheduler.Scheduled> timer = Optional.empty();

  /**
   * @param tenant whose share of the process's limits its calls take
   */
  AccountLimiter(LimiterContext shared, Credentials credentials, String tenant) {
    this.shared = shared;
    this.credentials = credentials;
    this.tenant = tenant;
    breaker = new CircuitBreaker(shared.clock());
    requests = new ConcurrencyLimit(limits.concurrentRequests());
    budget = new RequestBudget(limits.requestsPerMinute(), now());
  }

  /** Whose calls go through it. */
  public Credentials credentials() {
    return credentials;
  }

  String tenant() {
    return tenant;
  }

  /**
   * Asks for a pass. Returns at once; who has to wait keeps one place in the line, and leaves the
   * one at another gate.
   */
  public Admission enter(Caller caller) {
    Optional.ofNullable(shared.whereabouts().put(caller.id(), this))
        .filter(other -> other != this)
        .ifPresent(other -> other.withdraw(caller.id()));
    arrive(caller);
    callNext();
    Optional<Call> call = collect(caller.id());
    if (call.isEmpty()) {
      return shut().<Admission>map(Admission.Paused::new).orElseGet(Admission.Queued::new);
    }
    Duration waited = Duration.between(call.get().waiter().since(), now());
    shared.observer().waited(caller.priority(), waited);
    return new Admission.Admitted(new Permit(this, shared.client(), call.get().clearance()));
  }

  /** Somebody who was called while the circuit was closed does not come in when it is open. */
  private synchronized void arrive(Caller caller) {
    present.add(caller.id());
    resyncs.seen(caller, now());
    Optional<Call> call = Optional.ofNullable(called.get(caller.id()));
    if (call.filter(this::counts).isEmpty()) {
      call.ifPresent(this::takeBack);
      queue.join(
          caller, caller.priority(), call.map(missed -> missed.waiter().since()).orElse(now()));
    }
  }

  private boolean counts(Call call) {
    return breaker.isCurrent(call.clearance()) || breaker.state() == CircuitState.CLOSED;
  }

  private synchronized Optional<Call> collect(String id) {
    present.remove(id);
    Optional<Call> call = Optional.ofNullable(called.remove(id));
    if (call.isPresent()) {
      shared.whereabouts().remove(id, this);
    }
    return call;
  }

  /** What there is to tell of this gate. */
  public synchronized LimiterState state() {
    return new LimiterState(
        breaker.state(), resyncs.shortest(limits.requestsPerMinute(), now()), breaker.shut());
  }

  private synchronized Optional<ApiFailure> shut() {
    return breaker.shut();
  }

  /** Lets in as many as there is room for, and calls those of them who are not here. */
  void callNext() {
    requestPermit();
    shared.process().serve();
    announce();
  }

  private synchronized void requestPermit() {
    Instant now = now();
    called.values().stream()
        .filter(call -> now.isAfter(call.deadline()))
        .toList()
        .forEach(this::giveUp);
    requestPermit(now);
  }

  /** With nobody who could go, it waits until time or the end of a call makes room. */
  private void requestPermit(Instant now) {
    Optional<FairQueue.Next<Caller>> next = queue.next();
    boolean couldGo = next.filter(one -> isRoomFor(one.priority(), now)).isPresent();
    if (couldGo) {
      shared.process().request(this, next.orElseThrow().priority());
    } else {
      shared.process().withdraw(this);
    }
    scheduleNext(couldGo ? Optional.empty() : next, now);
  }

  /** The process has a permit for this gate. Called without any lock held. */
  void offered() {
    acceptPermit()
        .filter(call -> !comes(call.waiter().who()))
        .ifPresent(
            call -> {
              giveUp(call);
              requestPermit();
            });
    announce();
  }

  /** Returns whom to call with it; empty if nobody needs it, or who does is here. */
  private synchronized Optional<Call> acceptPermit() {
    Instant now = now();
    Optional<FairQueue.Next<Caller>> next =
        queue.next().filter(one -> isRoomFor(one.priority(), now));
    if (next.isEmpty()) {
      shared.process().giveBack(this);
      requestPermit(now);
      return Optional.empty();
    }
    queue.call(next.get());
    requests.begin();
    budget.charge(now);
    CircuitBreaker.Clearance clearance = breaker.clear();
    Duration patience = clearance.probe() ? PATIENCE_WITH_A_PROBE : PATIENCE;
    var call = new Call(next.get().waiter(), clearance, now.plus(patience));
    called.put(call.id(), call);
    requestPermit(now);
    return present.contains(call.id()) ? Optional.empty() : Optional.of(call);
  }

  private boolean isRoomFor(Priority priority, Instant now) {
    return requests.hasRoom(priority) && budget.covers(priority, now) && breaker.permits();
  }

  private static boolean comes(Caller caller) {
    try {
      return caller.turn().getAsBoolean();
    } catch (RuntimeException e) {
      LOG.warn("{} could not be called", caller.id(), e);
      return false;
    }
  }

  /** Whoever was called has not come, or will not. */
  private synchronized void giveUp(Call call) {
    if (call.equals(called.get(call.id()))) {
      resyncs.left(call.id());
      shared.whereabouts().remove(call.id(), this);
      takeBack(call);
    }
  }

  /** Somebody who was called sends nothing. */
  private void takeBack(Call call) {
    called.remove(call.id());
    breaker.forgo(call.clearance());
    requests.end();
    budget.refund(now());
    shared.process().giveBack(this);
  }

  /** This caller does not want to come any more: what it has here goes to the next at once. */
  void withdraw(String id) {
    synchronized (this) {
      queue.leave(id);
      resyncs.left(id);
      shared.whereabouts().remove(id, this);
      Optional.ofNullable(called.get(id)).ifPresent(this::takeBack);
    }
    callNext();
  }

  /** Wakes up when time alone may make room; everything else that makes room calls by itself. */
  private void scheduleNext(Optional<FairQueue.Next<Caller>> next, Instant now) {
    timer.ifPresent(Scheduler.Scheduled::cancel);
    timer =
        Stream.concat(
                called.values().stream().map(Call::deadline),
                next.stream().flatMap(one -> chance(one.priority(), now)))
            .min(Instant::compareTo)
            .map(time -> shared.scheduler().schedule(delay(now, time), this::callNext));
  }

  /** A little late rather than a little early. */
  private static Duration delay(Instant now, Instant time) {
    Duration delay = Duration.between(now, time).plusMillis(1);
    return delay.isPositive() ? delay : Duration.ofMillis(1);
  }

  private Stream<Instant> chance(Priority priority, Instant now) {
    if (!requests.hasRoom(priority) || breaker.state() == CircuitState.HALF_OPEN) {
      return Stream.empty();
    }
    Instant covered = now.plus(budget.untilCovers(priority, now));
    boolean later = breaker.state() == CircuitState.OPEN && breaker.openUntil().isAfter(covered);
    return Stream.of(later ? breaker.openUntil() : covered);
  }

  private void announce() {
    Set<String> concerned;
    synchronized (this) {
      LimiterState now = state();
      concerned = now.equals(announced) ? Set.of() : Set.copyOf(accounts.keySet());
      announced = now;
    }
    if (!concerned.isEmpty()) {
      shared.changed().accept(concerned);
    }
  }

  /** A further request of somebody who is inside; the reason if it must not be sent. */
  synchronized ApiResult<CircuitBreaker.Clearance> clear() {
    if (!breaker.permits()) {
      return new ApiResult.Failure<>(breaker.shut().orElseThrow());
    }
    budget.charge(now());
    shared.process().charge();
    return new ApiResult.Success<>(breaker.clear());
  }

  /** What came of a request. */
  void heard(CircuitBreaker.Clearance clearance, String workspace, ApiResult<?> result) {
    synchronized (this) {
      breaker.record(clearance, workspace, result);
    }
    callNext();
  }

  /** A request that was permitted is not made. */
  synchronized void forgo(CircuitBreaker.Clearance clearance) {
    breaker.forgo(clearance);
  }

  void leave() {
    synchronized (this) {
      requests.end();
      shared.process().release(this);
    }
    callNext();
  }

  /**
   * The strictest limits count when several resources are for the same account.
   *
   * @return whether the limits have changed, and somebody may be {@linkplain #callNext called}
   */
  synchronized boolean register(String account, CallLimits wanted) {
    return !wanted.equals(accounts.put(account, wanted)) && adjust();
  }

  /** Returns whether nobody is registered any more; then the last limits go on counting. */
  synchronized boolean unregister(String account) {
    accounts.remove(account);
    adjust();
    return accounts.isEmpty();
  }

  private boolean adjust() {
    CallLimits strictest = accounts.values().stream().reduce(CallLimits::and).orElse(limits);
    boolean changed = !strictest.equals(limits);
    if (changed) {
      limits = strictest;
      budget.resize(strictest.requestsPerMinute(), now());
      requests.resize(strictest.concurrentRequests());
    }
    return changed;
  }

  /** Whether forgetting it loses nothing: nobody waits, no call is under way, no pause is on. */
  synchronized boolean isIdle() {
    boolean paused = breaker.state() == CircuitState.OPEN && now().isBefore(breaker.openUntil());
    return queue.isEmpty() && called.isEmpty() && requests.isUnused() && !paused;
  }

  /**
   * Nobody is registered any more. Those who wait are called, so that they find where they belong
   * now; those who are inside finish what they have begun.
   */
  void close() {
    List<Caller> waiting;
    synchronized (this) {
      waiting = queue.all();
      waiting.forEach(this::forget);
      List.copyOf(called.values()).forEach(this::giveUp);
      requestPermit(now());
    }
    waiting.forEach(AccountLimiter::comes);
    shared.process().serve();
  }

  private void forget(Caller caller) {
    queue.leave(caller.id());
    shared.whereabouts().remove(caller.id(), this);
  }

  private Instant now() {
    return shared.clock().instant();
  }
}
