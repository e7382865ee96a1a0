package net.lumenia.voice.lumenia.limiter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all accounts together may cost the API: a request budget and a concurrency limit for the
 * whole process, shared fairly. Permits go round: first over the tenants that have an account
 * waiting, then over the accounts of the tenant, however many callers wait at each. Changes go
 * before resyncs, as within an account. A tenant is left waiting while it has more than seven times
 * as many calls under way as there is room for more, so that calls that hang leave room for the
 * others.
 *
 * <p>Thread-safe. A gate may hold its own lock when it calls; it is called back by {@link #serve}
 * only, without any lock held.
 */
final class ProcessLimiter {

  private static final int SHARE = 7;

  private static final class Tenant {
    private final String name;
    private final FairQueue<AccountLimiter> limiters = new FairQueue<>(limiter -> limiter);
    private int underWay;

    Tenant(String name) {
      this.name = name;
    }
  }

  private final InstantSource clock;
  private final Scheduler scheduler;
  private final ConcurrencyLimit requests;
  private final RequestBudget budget;
  private final Map<String, Tenant> tenants = new HashMap<>();
  private final FairQueue<Tenant> queue = new FairQueue<>(tenant -> tenant.name);
  private Optional<Scheduler.Scheduled> timer = Optional.empty();

  ProcessLimiter(CallLimits limits, InstantSource clock, Scheduler scheduler) {
    this.clock = clock;
    this.scheduler = scheduler;
    requests = new ConcurrencyLimit(limits.concurrentRequests());
    budget = new RequestBudget(limits.requestsPerMinute(), clock.instant());
  }

  /** The gate has somebody who could go. It waits once. */
  synchronized void request(AccountLimiter limiter, Priority priority) {
    Instant now = clock.instant();
    Tenant tenant = tenants.computeIfAbsent(limiter.tenant(), Tenant::new);
    tenant.limiters.join(limiter, priority, now);
    queue.join(tenant, priority, now);
  }

  /** The gate has nobody who could go. */
  synchronized void withdraw(AccountLimiter limiter) {
    Optional.ofNullable(tenants.get(limiter.tenant()))
        .ifPresent(
            tenant -> {
              tenant.limiters.leave(limiter);
              tidy(tenant);
            });
  }

  /**
   * Gives permits as long as there are some, each to the gate that is next. To be called after
   * everything that may have made room or brought somebody who waits.
   */
  void serve() {
    for (Optional<AccountLimiter> next = next(); next.isPresent(); next = next()) {
      next.get().offered();
    }
  }

  private synchronized Optional<AccountLimiter> next() {
    Instant now = clock.instant();
    Optional<FairQueue.Next<Tenant>> next = queue.next(this::hasShareLeft);
    Optional<AccountLimiter> limiter =
        next.filter(one -> requests.hasRoom(one.priority()) && budget.covers(one.priority(), now))
            .map(this::take);
    if (limiter.isEmpty()) {
      scheduleNext(next, now);
    }
    return limiter;
  }

  private boolean hasShareLeft(Tenant tenant) {
    return tenant.underWay <= SHARE * requests.free();
  }

  private AccountLimiter take(FairQueue.Next<Tenant> next) {
    Instant now = clock.instant();
    Tenant tenant = next.who();
    FairQueue.Next<AccountLimiter> first = tenant.limiters.next().orElseThrow();
    queue.call(next);
    tenant.limiters.call(first);
    tenant.limiters.next().ifPresent(further -> queue.join(tenant, further.priority(), now));
    tenant.underWay++;
    requests.begin();
    budget.charge(now);
    return first.who();
  }

  /** Time alone makes room in the budget only; whoever ends a call {@linkplain #serve serves}. */
  private void scheduleNext(Optional<FairQueue.Next<Tenant>> next, Instant now) {
    timer.ifPresent(Scheduler.Scheduled::cancel);
    timer =
        next.map(FairQueue.Next::priority)
            .filter(requests::hasRoom)
            .map(priority -> budget.untilCovers(priority, now).plusMillis(1))
            .map(delay -> scheduler.schedule(delay, this::serve));
  }

  /** A further request of a call that is under way. */
  synchronized void charge() {
    budget.charge(clock.instant());
  }

  /** The permit is not used. */
  synchronized void giveBack(AccountLimiter limiter) {
    budget.refund(clock.instant());
    release(limiter);
  }

  /** The calls of the permit are made. */
  synchronized void release(AccountLimiter limiter) {
    requests.end();
    Tenant tenant = Optional.ofNullable(tenants.get(limiter.tenant())).orElseThrow();
    tenant.underWay--;
    tidy(tenant);
  }

  private void tidy(Tenant tenant) {
    if (tenant.limiters.isEmpty()) {
      queue.leave(tenant.name);
      if (tenant.underWay == 0) {
        tenants.remove(tenant.name);
      }
    }
  }

  /** How many tenants wait or have calls under way. */
  synchronized int tenants() {
    return tenants.size();
  }
}
