package net.lumenia.voice.lumenia.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;

/**
 * The way to the API for one account: "a request budget, a concurrency limit, {@code Retry-After}
 * honoured for the whole account, and a circuit breaker that one probe closes again". Nobody waits
 * inside: who can't come in is called when there is room, so that one account's trouble takes no
 * thread from another. Thread-safe.
 */
public final class Gate {

  /** How long a place is kept for somebody who was called. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Somebody who has a slot, and a request of the budget.
   *
   * @param probe whether this is the one call that an open circuit lets through
   */
  private record Call(Line.Place place, boolean probe, Instant deadline) {
    String id() {
      return place.visitor().id();
    }
  }

  private final LumeniaClient client;
  private final Credentials credentials;
  private final GateObserver observer;
  private final Consumer<Set<String>> changed;
  private final Clock clock;
  private final Alarms alarms;

  private final Map<String, GateLimits> accounts = new HashMap<>();
  private final Line line = new Line();
  private final Map<String, Call> called = new HashMap<>();
  private final Set<String> present = new HashSet<>();
  private final Resyncs resyncs = new Resyncs();
  private final Breaker breaker;
  private final ConcurrencyLimit requests =
      new ConcurrencyLimit(GateLimits.DEFAULT.concurrentRequests());
  private GateLimits limits = GateLimits.DEFAULT;
  private Budget budget;
  private GateState announced = GateState.QUIET;
  private Optional<Alarms.Alarm> alarm = Optional.empty();

  Gate(
      LumeniaClient client,
      Credentials credentials,
      GateObserver observer,
      Consumer<Set<String>> changed,
      Clock clock,
      Alarms alarms) {
    this.client = client;
    this.credentials = credentials;
    this.observer = observer;
    this.changed = changed;
    this.clock = clock;
    this.alarms = alarms;
    breaker = new Breaker(clock);
    budget = new Budget(limits.requestsPerMinute(), clock.instant());
  }

  /** Whose calls go through it. */
  public Credentials credentials() {
    return credentials;
  }

  /** Asks for a pass. Returns at once; who has to wait keeps one place in the line. */
  public Entry enter(Visitor visitor) {
    arrive(visitor);
    callNext();
    Optional<Line.Place> place = collect(visitor.id());
    if (place.isEmpty()) {
      return shut().<Entry>map(Entry.Shut::new).orElseGet(Entry.Waiting::new);
    }
    observer.waited(visitor.priority(), Duration.between(place.get().since(), clock.instant()));
    return new Entry.Admitted(new Pass(this, client, credentials));
  }

  private synchronized void arrive(Visitor visitor) {
    present.add(visitor.id());
    resyncs.seen(visitor, clock.instant());
    if (!called.containsKey(visitor.id())) {
      line.join(visitor, clock.instant());
    }
  }

  /** What there is to tell of this gate. */
  public synchronized GateState state() {
    return new GateState(
        breaker.state(),
        resyncs.shortest(limits.requestsPerMinute(), clock.instant()),
        breaker.shut());
  }

  private synchronized Optional<ApiFailure> shut() {
    return breaker.shut();
  }

  /** Somebody who was called while the circuit was closed does not come in when it is open. */
  private synchronized Optional<Line.Place> collect(String id) {
    present.remove(id);
    Optional<Call> call = Optional.ofNullable(called.remove(id));
    if (call.isPresent() && !call.get().probe() && breaker.state() != CircuitState.CLOSED) {
      vacate();
      line.join(call.get().place().visitor(), call.get().place().since());
      setAlarm();
      return Optional.empty();
    }
    return call.map(Call::place);
  }

  /** Lets in as many as there is room for, and calls those of them who are not here. */
  private void callNext() {
    boolean vacant = true;
    while (vacant) {
      List<Call> gone =
          takeNext().stream()
              .filter(call -> !call.place().visitor().turn().getAsBoolean())
              .toList();
      gone.forEach(this::giveUp);
      vacant = !gone.isEmpty();
    }
    announce();
  }

  /** Returns those who have to be called. */
  private synchronized List<Call> takeNext() {
    Instant now = clock.instant();
    called.values().stream()
        .filter(call -> now.isAfter(call.deadline()))
        .toList()
        .forEach(this::giveUp);
    var calls = new ArrayList<Call>();
    Optional<Line.Next> next = line.next();
    while (next.isPresent() && isRoomFor(next.get().priority(), now)) {
      line.call(next.get());
      requests.begin();
      budget.charge(now);
      boolean probe = breaker.state() != CircuitState.CLOSED;
      calls.add(new Call(next.get().place(), probe, now.plus(PATIENCE)));
      next = line.next();
    }
    calls.forEach(call -> called.put(call.id(), call));
    setAlarm();
    return calls.stream().filter(call -> !present.contains(call.id())).toList();
  }

  /** The circuit comes last, because it counts the calls that it permits. */
  private boolean isRoomFor(Priority priority, Instant now) {
    return requests.hasRoom(priority) && budget.covers(priority, now) && breaker.permits();
  }

  private synchronized void giveUp(Call call) {
    if (called.remove(call.id(), call)) {
      resyncs.left(call.id());
      vacate();
      if (call.probe()) {
        breaker.forgo();
      }
    }
  }

  /** Somebody who was called sends nothing. */
  private void vacate() {
    requests.end();
    budget.refund(clock.instant());
  }

  /** Wakes up when time alone may make room; everything else that makes room calls by itself. */
  private void setAlarm() {
    alarm.ifPresent(Alarms.Alarm::cancel);
    Instant now = clock.instant();
    alarm =
        Stream.concat(
                called.values().stream().map(Call::deadline),
                line.next().stream().flatMap(n -> chance(n, now)))
            .min(Instant::compareTo)
            .map(time -> alarms.set(delay(now, time), this::callNext));
  }

  /** A little late rather than a little early. */
  private static Duration delay(Instant now, Instant time) {
    Duration delay = Duration.between(now, time).plusMillis(1);
    return delay.isPositive() ? delay : Duration.ofMillis(1);
  }

  private Stream<Instant> chance(Line.Next next, Instant now) {
    if (!requests.hasRoom(next.priority()) || breaker.state() == CircuitState.HALF_OPEN) {
      return Stream.empty();
    }
    Instant covered = now.plus(budget.untilCovers(next.priority(), now));
    boolean later = breaker.state() == CircuitState.OPEN && breaker.openUntil().isAfter(covered);
    return Stream.of(later ? breaker.openUntil() : covered);
  }

  private void announce() {
    GateState now = state();
    Set<String> concerned;
    synchronized (this) {
      concerned = now.equals(announced) ? Set.of() : Set.copyOf(accounts.keySet());
      announced = now;
    }
    if (!concerned.isEmpty()) {
      changed.accept(concerned);
    }
  }

  /** A further request of somebody who is inside; the reason if it must not be sent. */
  synchronized Optional<ApiFailure> refusal() {
    if (!breaker.permits()) {
      return breaker.shut();
    }
    budget.charge(clock.instant());
    return Optional.empty();
  }

  /** What came of a request. */
  void heard(ApiResult<?> result) {
    synchronized (this) {
      breaker.record(result);
    }
    callNext();
  }

  /** A request that was permitted is not made. */
  synchronized void forgo() {
    breaker.forgo();
  }

  void leave() {
    synchronized (this) {
      requests.end();
    }
    callNext();
  }

  /** The strictest limits count when several resources are for the same account. */
  synchronized void register(String account, GateLimits wanted) {
    if (!wanted.equals(accounts.put(account, wanted))) {
      adjust();
    }
  }

  /** Returns whether nobody is registered any more. */
  synchronized boolean unregister(String account) {
    accounts.remove(account);
    adjust();
    return accounts.isEmpty();
  }

  private void adjust() {
    GateLimits strictest =
        accounts.values().stream().reduce(GateLimits::and).orElse(GateLimits.DEFAULT);
    if (!strictest.equals(limits)) {
      limits = strictest;
      budget = new Budget(strictest.requestsPerMinute(), clock.instant());
      requests.resize(strictest.concurrentRequests());
    }
  }
}
