package net.lumenia.voice.lumenia.gate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;

/**
 * The gates of this process: one for each base URL, account and token, however many resources use
 * it. Thread-safe.
 */
public final class Gates implements AutoCloseable {

  private final LumeniaClient client;
  private final GateObserver observer;
  private final Consumer<Set<String>> changed;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<Credentials, Gate> gates = new HashMap<>();
  private final Map<String, Gate> accounts = new HashMap<>();

  /**
   * @param client nobody else may use, as its calls would not be counted
   * @param changed hears of which accounts the {@link GateState} has changed; must not block
   */
  public Gates(
      LumeniaClient client, GateObserver observer, Consumer<Set<String>> changed, Clock clock) {
    this.client = client;
    this.observer = observer;
    this.changed = changed;
    this.clock = clock;
    timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("gates").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * The gate of an account as it is now. A changed token or base URL is another gate.
   *
   * @param account the resource that wants it, as namespace/name
   * @param limits that this resource asks for; the strictest of all count
   */
  public synchronized Gate gate(String account, Credentials credentials, GateLimits limits) {
    Optional<Gate> known =
        Optional.ofNullable(accounts.get(account))
            .filter(gate -> gate.credentials().equals(credentials));
    Gate gate = known.orElseGet(() -> enlist(account, credentials));
    gate.register(account, limits);
    return gate;
  }

  private Gate enlist(String account, Credentials credentials) {
    forget(account);
    Gate gate =
        gates.computeIfAbsent(
            credentials, key -> new Gate(client, key, observer, changed, clock, this::alarm));
    accounts.put(account, gate);
    return gate;
  }

  private Alarms.Alarm alarm(Duration delay, Runnable task) {
    var future = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  /** The gate that this resource uses, if it has used one. */
  public synchronized Optional<Gate> current(String account) {
    return Optional.ofNullable(accounts.get(account));
  }

  /** The resource is gone. */
  public synchronized void forget(String account) {
    Optional.ofNullable(accounts.remove(account))
        .filter(gate -> gate.unregister(account))
        .ifPresent(gate -> gates.remove(gate.credentials()));
  }

  /** How many gates have their circuit in which state. */
  public synchronized Map<CircuitState, Long> circuits() {
    return gates.values().stream().collect(groupingBy(gate -> gate.state().circuit(), counting()));
  }

  /** The thread that everything here that is to happen later waits for. */
  public Executor timer() {
    return timer;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
