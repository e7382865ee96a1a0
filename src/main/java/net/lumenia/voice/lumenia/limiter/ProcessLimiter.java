package net.lumenia.voice.lumenia.limiter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The request budget and the concurrency limit of the whole process, shared fairly by all accounts.
 * Permits are granted round-robin: first to the tenants that have an account waiting, then to the
 * accounts of the tenant, however many callers each has. Changes take priority over resyncs, as
 * within an account. {@link TenantShares} leave slots for other tenants.
 *
 * <p>Thread-safe. An account's limiter may hold its lock when it calls this class, which calls back
 * in {@link #dispatch} only, without any lock held.
 */
final class ProcessLimiter {

  private static final class Tenant {
    private final String name;
    private final FairQueue<AccountLimiter> limiters = new FairQueue<>(limiter -> limiter);

    Tenant(String name) {
      this.name = name;
    }
  }

  private final InstantSource clock;
  private final Scheduler scheduler;
  private final ConcurrencyLimit concurrency;
  private final RequestBudget budget;
  private final TenantShares shares = new TenantShares();

  /** Those that wait. */
  private final Map<String, Tenant> tenants = new HashMap<>();

  private final FairQueue<Tenant> queue = new FairQueue<>(tenant -> tenant.name);
  private Optional<Scheduler.Scheduled> timer = Optional.empty();

  ProcessLimiter(CallLimits limits, InstantSource clock, Scheduler scheduler) {
    this.clock = clock;
    this.scheduler = scheduler;
    concurrency = new ConcurrencyLimit(limits.concurrentRequests());
    budget = new RequestBudget(limits.requestsPerMinute(), clock.instant());
  }

  /** The account has a caller that may proceed. An account is queued at most once. */
  synchronized void request(AccountLimiter limiter, Priority priority) {
    Instant now = clock.instant();
    Tenant tenant = tenants.computeIfAbsent(limiter.tenant(), Tenant::new);
    tenant.limiters.add(limiter, priority, now);
    queue.add(tenant, priority, now);
  }

  /** The account has no caller that may proceed. */
  synchronized void withdraw(AccountLimiter limiter) {
    Optional.ofNullable(tenants.get(limiter.tenant()))
        .ifPresent(
            tenant -> {
              tenant.limiters.remove(limiter);
              if (tenant.limiters.isEmpty()) {
                queue.remove(tenant.name);
                tenants.remove(tenant.name);
              }
            });
  }

  /**
   * Grants all free permits, each to the account that is next. Must be called after everything that
   * may free a permit or add a waiting account.
   */
  void dispatch() {
    for (Optional<AccountLimiter> next = next(); next.isPresent(); next = next()) {
      next.get().onPermitGranted();
    }
  }

  private synchronized Optional<AccountLimiter> next() {
    Instant now = clock.instant();
    Optional<FairQueue.Next<Tenant>> next = queue.next(this::isWithinShare);
    Optional<AccountLimiter> limiter =
        next.filter(
                head -> concurrency.allows(head.priority()) && budget.allows(head.priority(), now))
            .map(this::take);
    if (limiter.isEmpty()) {
      scheduleDispatch(next, now);
    }
    return limiter;
  }

  private boolean isWithinShare(Tenant tenant) {
    return shares.allows(tenant.name, concurrency.available());
  }

  private AccountLimiter take(FairQueue.Next<Tenant> next) {
    Instant now = clock.instant();
    Tenant tenant = next.value();
    FairQueue.Next<AccountLimiter> limiter = tenant.limiters.next().orElseThrow();
    queue.take(next);
    tenant.limiters.take(limiter);
    tenant
        .limiters
        .next()
        .ifPresentOrElse(
            further -> queue.add(tenant, further.priority(), now),
            () -> tenants.remove(tenant.name));
    shares.take(tenant.name);
    concurrency.acquire();
    budget.charge(now);
    return limiter.value();
  }

  /** Only the budget recovers by time alone; every other change is followed by a dispatch. */
  private void scheduleDispatch(Optional<FairQueue.Next<Tenant>> next, Instant now) {
    timer.ifPresent(Scheduler.Scheduled::cancel);
    timer =
        next.map(FairQueue.Next::priority)
            .filter(concurrency::allows)
            .map(priority -> budget.timeUntilAllowed(priority, now).plusMillis(1))
            .map(delay -> scheduler.schedule(delay, this::dispatch));
  }

  /** Charges a further request of a permit. */
  synchronized void charge() {
    budget.charge(clock.instant());
  }

  /** The permit was not used. */
  synchronized void refund(AccountLimiter limiter) {
    budget.refund(clock.instant());
    release(limiter);
  }

  /** The calls of the permit have ended. */
  synchronized void release(AccountLimiter limiter) {
    concurrency.release();
    shares.release(limiter.tenant());
  }

  /** How many tenants wait, and how many have calls in flight. */
  synchronized int tenants() {
    return tenants.size() + shares.size();
  }
}
