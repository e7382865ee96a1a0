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
 * The rate limiters of this process: one for each base URL, account and token, however many
 * LumeniaAccounts use it. Thread-safe.
 */
public final class AccountLimiters implements AutoCloseable {

  /**
   * A LumeniaAccount that is not used for this long, and whose limiter is idle, is forgotten until
   * it is used again. This also removes an account that a late reconcile registers after its
   * deletion.
   */
  private static final Duration IDLE_TIMEOUT = Duration.ofHours(1);

  /**
   * A LumeniaAccount and its limiter.
   *
   * @param lastUsed when a reconcile last asked for the limiter
   */
  private record Registration(AccountLimiter limiter, Instant lastUsed) {}

  private final CallLimits process;
  private final LimiterContext context;
  private final Map<Credentials, AccountLimiter> limiters = new HashMap<>();

  /** In the order of last use. */
  private final SequencedMap<String, Registration> accounts = new LinkedHashMap<>();

  /**
   * @param client must not be used elsewhere, because its calls would not be limited
   * @param process limits of all accounts together; the limits of an account can only be lower
   * @param onStateChange receives the accounts whose {@link LimiterState} changed; must not block
   * @param clock must be monotonic
   */
  public AccountLimiters(
      LumeniaClient client,
      CallLimits process,
      LimiterObserver observer,
      Consumer<Set<String>> onStateChange,
      CircuitTiming circuit,
      InstantSource clock) {
    this(
        client,
        process,
        observer,
        onStateChange,
        circuit,
        clock,
        new MonotonicScheduler("limiters"));
  }

  AccountLimiters(
      LumeniaClient client,
      CallLimits process,
      LimiterObserver observer,
      Consumer<Set<String>> onStateChange,
      CircuitTiming circuit,
      InstantSource clock,
      Scheduler scheduler) {
    this.process = process;
    var processLimit = new ProcessLimiter(process, clock, scheduler);
    context =
        new LimiterContext(
            client,
            observer,
            onStateChange,
            circuit,
            clock,
            scheduler,
            processLimit,
            new ConcurrentHashMap<>());
  }

  /**
   * The limiter of an account. A changed token or base URL gets a limiter of its own.
   *
   * @param account the LumeniaAccount, as namespace/name
   * @param limits of this LumeniaAccount; if several use the limiter, the strictest apply
   */
  public AccountLimiter limiter(String account, Credentials credentials, CallLimits limits) {
    var abandoned = new ArrayList<AccountLimiter>();
    AccountLimiter limiter;
    boolean limitsChanged;
    synchronized (this) {
      Instant now = context.clock().instant();
      Optional<AccountLimiter> known =
          Optional.ofNullable(accounts.remove(account)).map(Registration::limiter);
      known
          .filter(old -> !old.credentials().equals(credentials))
          .flatMap(old -> unregister(account, old))
          .ifPresent(abandoned::add);
      limiter =
          limiters.computeIfAbsent(
              credentials, key -> new AccountLimiter(context, key, tenant(account)));
      accounts.put(account, new Registration(limiter, now));
      limitsChanged = limiter.register(account, limits.strictest(process));
      abandoned.addAll(forgetIdle(now));
    }
    abandoned.forEach(AccountLimiter::close);
    if (limitsChanged) {
      limiter.dispatch();
    }
    return limiter;
  }

  /** The tenant of an account is its namespace. */
  private static String tenant(String account) {
    return account.split("/", 2)[0];
  }

  /** Returns the limiter if no other account uses it. */
  private Optional<AccountLimiter> unregister(String account, AccountLimiter limiter) {
    return limiter.unregister(account)
        ? Optional.ofNullable(limiters.remove(limiter.credentials()))
        : Optional.empty();
  }

  /** Visits every account at most once per {@link #IDLE_TIMEOUT}. */
  private List<AccountLimiter> forgetIdle(Instant now) {
    var abandoned = new ArrayList<AccountLimiter>();
    while (!accounts.isEmpty()
        && accounts.firstEntry().getValue().lastUsed().plus(IDLE_TIMEOUT).isBefore(now)) {
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

  /** The limiter that this account uses; empty if it has not used one. */
  public synchronized Optional<AccountLimiter> current(String account) {
    return Optional.ofNullable(accounts.get(account)).map(Registration::limiter);
  }

  /**
   * The account is deleted, or can't be used. If no other account uses its limiter, the limiter is
   * removed and its queued callers are woken.
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
   * Removes a caller that does not want to make calls at present. If a permit is reserved for it,
   * the permit goes to the next caller at once.
   *
   * @param callerId as in {@link Caller#id}
   */
  public void withdraw(String callerId) {
    Optional.ofNullable(context.queuedAt().get(callerId))
        .ifPresent(limiter -> limiter.withdraw(callerId));
  }

  /**
   * The number of circuits by state. One that is not closed counts only while it pauses calls or a
   * caller waits for it.
   */
  public Map<CircuitState, Long> circuits() {
    List<AccountLimiter> all;
    List<AccountLimiter> abandoned;
    synchronized (this) {
      abandoned = forgetIdle(context.clock().instant());
      all = List.copyOf(limiters.values());
    }
    abandoned.forEach(AccountLimiter::close);
    return all.stream()
        .filter(limiter -> limiter.state().circuit() == CircuitState.CLOSED || !limiter.isIdle())
        .collect(groupingBy(limiter -> limiter.state().circuit(), counting()));
  }

  /** How many accounts, limiters, callers and tenants are in memory. */
  synchronized int size() {
    return accounts.size()
        + limiters.size()
        + context.queuedAt().size()
        + context.process().tenants();
  }

  /** Runs a task on the thread that all timers of the limiters share. */
  public Executor timer() {
    return task -> context.scheduler().schedule(Duration.ZERO, task);
  }

  @Override
  public void close() {
    context.scheduler().close();
  }
}
