package net.lumenia.voice.lumenia.limiter;

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
public final class AccountLimiters implements AutoCloseable {

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
  private record Registration(AccountLimiter limiter, Instant last) {}

  private final CallLimits process;
  private final LimiterContext shared;
  private final Map<Credentials, AccountLimiter> limiters = new HashMap<>();

  /** Who came last is last. */
  private final SequencedMap<String, Registration> accounts = new LinkedHashMap<>();

  /**
   * @param client nobody else may use, as its calls would not be counted
   * @param process what all accounts together may cost the API; those of an account only lower it
   * @param changed hears of which accounts the {@link LimiterState} has changed; must not block
   * @param clock never goes back
   */
  public AccountLimiters(
      LumeniaClient client,
      CallLimits process,
      LimiterObserver observer,
      Consumer<Set<String>> changed,
      InstantSource clock) {
    this(client, process, observer, changed, clock, new MonotonicScheduler("limiters"));
  }

  AccountLimiters(
      LumeniaClient client,
      CallLimits process,
      LimiterObserver observer,
      Consumer<Set<String>> changed,
      InstantSource clock,
      Scheduler scheduler) {
    this.process = process;
    var processLimit = new ProcessLimiter(process, clock, scheduler);
    shared =
        new LimiterContext(
            client, observer, changed, clock, scheduler, processLimit, new ConcurrentHashMap<>());
  }

  /**
   * The gate of an account as it is now. A changed token or base URL is another gate.
   *
   * @param account the resource that wants it, as namespace/name
   * @param limits that this resource asks for; the strictest of all count
   */
  public AccountLimiter limiter(String account, Credentials credentials, CallLimits limits) {
    var abandoned = new ArrayList<AccountLimiter>();
    AccountLimiter limiter;
    boolean adjusted;
    synchronized (this) {
      Instant now = shared.clock().instant();
      Optional<AccountLimiter> known =
          Optional.ofNullable(accounts.remove(account)).map(Registration::limiter);
      known
          .filter(left -> !left.credentials().equals(credentials))
          .flatMap(left -> unregister(account, left))
          .ifPresent(abandoned::add);
      limiter =
          limiters.computeIfAbsent(
              credentials, key -> new AccountLimiter(shared, key, tenant(account)));
      accounts.put(account, new Registration(limiter, now));
      adjusted = limiter.register(account, limits.and(process));
      abandoned.addAll(forgetIdle(now));
    }
    abandoned.forEach(AccountLimiter::close);
    if (adjusted) {
      limiter.callNext();
    }
    return limiter;
  }

  /** A tenant is a namespace, however many accounts it has. */
  private static String tenant(String account) {
    return account.split("/", 2)[0];
  }

  /** Returns the gate if nobody uses it any more. */
  private Optional<AccountLimiter> unregister(String account, AccountLimiter limiter) {
    return limiter.unregister(account)
        ? Optional.ofNullable(limiters.remove(limiter.credentials()))
        : Optional.empty();
  }

  /** Looks at every resource at most once in that time. */
  private List<AccountLimiter> forgetIdle(Instant now) {
    var abandoned = new ArrayList<AccountLimiter>();
    while (!accounts.isEmpty()
        && accounts.firstEntry().getValue().last().plus(IDLE).isBefore(now)) {
      var eldest = accounts.pollFirstEntry();
      AccountLimiter limiter = eldest.getValue().limiter();
      if (limiter.isIdle()) {
        unregister(eldest.getKey(), limiter).ifPresent(abandoned::add);
      } else {
        accounts.put(eldest.getKey(), new Registration(limiter, now));
      }
    }
    return abandoned;
  }

  /** The gate that this resource uses, if it has used one. */
  public synchronized Optional<AccountLimiter> current(String account) {
    return Optional.ofNullable(accounts.get(account)).map(Registration::limiter);
  }

  /**
   * The resource is gone, or can't be used. If no other one uses its gate, that goes, too, and
   * those who wait there are called.
   */
  public void forget(String account) {
    Optional<AccountLimiter> abandoned;
    synchronized (this) {
      abandoned =
          Optional.ofNullable(accounts.remove(account))
              .flatMap(registration -> unregister(account, registration.limiter()));
    }
    abandoned.ifPresent(AccountLimiter::close);
  }

  /**
   * A caller that does not want to make calls at present. Its place in line, and its turn if it was
   * called, are gone at once, and the next ones are called.
   *
   * @param callerId of a {@link Caller}
   */
  public void withdraw(String callerId) {
    Optional.ofNullable(shared.whereabouts().get(callerId))
        .ifPresent(limiter -> limiter.withdraw(callerId));
  }

  /**
   * How many gates have their circuit in which state. One that is not closed counts as long as
   * somebody waits for it.
   */
  public Map<CircuitState, Long> circuits() {
    List<AccountLimiter> all;
    List<AccountLimiter> abandoned;
    synchronized (this) {
      abandoned = forgetIdle(shared.clock().instant());
      all = List.copyOf(limiters.values());
    }
    abandoned.forEach(AccountLimiter::close);
    return all.stream()
        .filter(limiter -> limiter.state().circuit() == CircuitState.CLOSED || !limiter.isIdle())
        .collect(groupingBy(limiter -> limiter.state().circuit(), counting()));
  }

  /** How many resources and callers are remembered, and gates for them. */
  synchronized int remembered() {
    return accounts.size()
        + limiters.size()
        + shared.whereabouts().size()
        + shared.process().tenants();
  }

  /** The thread that everything here that is to happen later waits for. */
  public Executor timer() {
    return task -> shared.scheduler().schedule(Duration.ZERO, task);
  }

  @Override
  public void close() {
    shared.scheduler().close();
  }
}
