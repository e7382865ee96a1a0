package net.lumenia.voice.lumenia.gate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;

/**
 * The gates of this process: one for each base URL, account and token, however many resources use
 * it. Thread-safe.
 */
public final class Gates implements AutoCloseable {

  /**
   * A resource that has not come for so long, and whose gate is idle, is forgotten until it comes
   * again: that loses nothing, and a reconcile that registers a resource which has just been
   * deleted leaves nothing behind for good.
   */
  private static final Duration IDLE = Duration.ofHours(1);

  /**
   * A resource at its gate.
   *
   * @param last when it came
   */
  private record Registration(Gate gate, Instant last) {}

  private final GateLimits process;
  private final Shared shared;
  private final Map<Credentials, Gate> gates = new HashMap<>();

  /** Who came last is last. */
  private final SequencedMap<String, Registration> accounts = new LinkedHashMap<>();

  /**
   * @param client nobody else may use, as its calls would not be counted
   * @param process what all accounts together may cost the API; those of an account only lower it
   * @param changed hears of which accounts the {@link GateState} has changed; must not block
   * @param clock never goes back
   */
  public Gates(
      LumeniaClient client,
      GateLimits process,
      GateObserver observer,
      Consumer<Set<String>> changed,
      InstantSource clock) {
    this(client, process, observer, changed, clock, new TimerThread());
  }

  Gates(
      LumeniaClient client,
      GateLimits process,
      GateObserver observer,
      Consumer<Set<String>> changed,
      InstantSource clock,
      Alarms alarms) {
    this.process = process;
    var processLimit = new ProcessLimit(process, clock, alarms);
    shared =
        new Shared(
            client, observer, changed, clock, alarms, processLimit, new ConcurrentHashMap<>());
  }

  /**
   * The gate of an account as it is now. A changed token or base URL is another gate.
   *
   * @param account the resource that wants it, as namespace/name
   * @param limits that this resource asks for; the strictest of all count
   */
  public Gate gate(String account, Credentials credentials, GateLimits limits) {
    var abandoned = new ArrayList<Gate>();
    Gate gate;
    boolean adjusted;
    synchronized (this) {
      Instant now = shared.clock().instant();
      Optional<Gate> known = Optional.ofNullable(accounts.remove(account)).map(Registration::gate);
      known
          .filter(left -> !left.credentials().equals(credentials))
          .flatMap(left -> unregister(account, left))
          .ifPresent(abandoned::add);
      gate = gates.computeIfAbsent(credentials, key -> new Gate(shared, key, tenant(account)));
      accounts.put(account, new Registration(gate, now));
      adjusted = gate.register(account, limits.and(process));
      abandoned.addAll(forgetIdle(now));
    }
    abandoned.forEach(Gate::close);
    if (adjusted) {
      gate.callNext();
    }
    return gate;
  }

  /** A tenant is a namespace, however many accounts it has. */
  private static String tenant(String account) {
    return account.split("/", 2)[0];
  }

  /** Returns the gate if nobody uses it any more. */
  private Optional<Gate> unregister(String account, Gate gate) {
    return gate.unregister(account)
        ? Optional.ofNullable(gates.remove(gate.credentials()))
        : Optional.empty();
  }

  /** Looks at every resource at most once in that time. */
  private List<Gate> forgetIdle(Instant now) {
    var abandoned = new ArrayList<Gate>();
    while (!accounts.isEmpty()
        && accounts.firstEntry().getValue().last().plus(IDLE).isBefore(now)) {
      var eldest = accounts.pollFirstEntry();
      Gate gate = eldest.getValue().gate();
      if (gate.isIdle()) {
        unregister(eldest.getKey(), gate).ifPresent(abandoned::add);
      } else {
        accounts.put(eldest.getKey(), new Registration(gate, now));
      }
    }
    return abandoned;
  }

  /** The gate that this resource uses, if it has used one. */
  public synchronized Optional<Gate> current(String account) {
    return Optional.ofNullable(accounts.get(account)).map(Registration::gate);
  }

  /**
   * The resource is gone, or can't be used. If no other one uses its gate, that goes, too, and
   * those who wait there are called.
   */
  public void forget(String account) {
    Optional<Gate> abandoned;
    synchronized (this) {
      abandoned =
          Optional.ofNullable(accounts.remove(account))
              .flatMap(registration -> unregister(account, registration.gate()));
    }
    abandoned.ifPresent(Gate::close);
  }

  /**
   * A caller that does not want to make calls at present. Its place in line, and its turn if it was
   * called, are gone at once, and the next ones are called.
   *
   * @param callerId of a {@link Visitor}
   */
  public void withdraw(String callerId) {
    Optional.ofNullable(shared.whereabouts().get(callerId))
        .ifPresent(gate -> gate.withdraw(callerId));
  }

  /**
   * How many gates have their circuit in which state. One that is not closed counts as long as
   * somebody waits for it.
   */
  public Map<CircuitState, Long> circuits() {
    List<Gate> all;
    List<Gate> abandoned;
    synchronized (this) {
      abandoned = forgetIdle(shared.clock().instant());
      all = List.copyOf(gates.values());
    }
    abandoned.forEach(Gate::close);
    return all.stream()
        .filter(gate -> gate.state().circuit() == CircuitState.CLOSED || !gate.isIdle())
        .collect(groupingBy(gate -> gate.state().circuit(), counting()));
  }

  /** How many resources and callers are remembered, and gates for them. */
  synchronized int remembered() {
    return accounts.size()
        + gates.size()
        + shared.whereabouts().size()
        + shared.process().tenants();
  }

  /** The thread that everything here that is to happen later waits for. */
  public Executor timer() {
    return task -> shared.alarms().set(Duration.ZERO, task);
  }

  @Override
  public void close() {
    shared.alarms().close();
  }
}
