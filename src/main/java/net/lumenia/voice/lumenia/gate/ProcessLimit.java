package net.lumenia.voice.lumenia.gate;

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
final class ProcessLimit {

  private static final int SHARE = 7;

  private static final class Tenant {
    private final String name;
    private final Line<Gate> gates = new Line<>(gate -> gate);
    private int underWay;

    Tenant(String name) {
      this.name = name;
    }
  }

  private final InstantSource clock;
  private final Alarms alarms;
  private final ConcurrencyLimit requests;
  private final Budget budget;
  private final Map<String, Tenant> tenants = new HashMap<>();
  private final Line<Tenant> line = new Line<>(tenant -> tenant.name);
  private Optional<Alarms.Alarm> alarm = Optional.empty();

  ProcessLimit(GateLimits limits, InstantSource clock, Alarms alarms) {
    this.clock = clock;
    this.alarms = alarms;
    requests = new ConcurrencyLimit(limits.concurrentRequests());
    budget = new Budget(limits.requestsPerMinute(), clock.instant());
  }

  /** The gate has somebody who could go. It waits once. */
  synchronized void request(Gate gate, Priority priority) {
    Instant now = clock.instant();
    Tenant tenant = tenants.computeIfAbsent(gate.tenant(), Tenant::new);
    tenant.gates.join(gate, priority, now);
    line.join(tenant, priority, now);
  }

  /** The gate has nobody who could go. */
  synchronized void withdraw(Gate gate) {
    Optional.ofNullable(tenants.get(gate.tenant()))
        .ifPresent(
            tenant -> {
              tenant.gates.leave(gate);
              tidy(tenant);
            });
  }

  /**
   * Gives permits as long as there are some, each to the gate that is next. To be called after
   * everything that may have made room or brought somebody who waits.
   */
  void serve() {
    for (Optional<Gate> next = next(); next.isPresent(); next = next()) {
      next.get().offered();
    }
  }

  private synchronized Optional<Gate> next() {
    Instant now = clock.instant();
    Optional<Line.Next<Tenant>> next = line.next(this::hasShareLeft);
    Optional<Gate> gate =
        next.filter(one -> requests.hasRoom(one.priority()) && budget.covers(one.priority(), now))
            .map(this::take);
    if (gate.isEmpty()) {
      setAlarm(next, now);
    }
    return gate;
  }

  private boolean hasShareLeft(Tenant tenant) {
    return tenant.underWay <= SHARE * requests.free();
  }

  private Gate take(Line.Next<Tenant> next) {
    Instant now = clock.instant();
    Tenant tenant = next.who();
    Line.Next<Gate> first = tenant.gates.next().orElseThrow();
    line.call(next);
    tenant.gates.call(first);
    tenant.gates.next().ifPresent(further -> line.join(tenant, further.priority(), now));
    tenant.underWay++;
    requests.begin();
    budget.charge(now);
    return first.who();
  }

  /** Time alone makes room in the budget only; whoever ends a call {@linkplain #serve serves}. */
  private void setAlarm(Optional<Line.Next<Tenant>> next, Instant now) {
    alarm.ifPresent(Alarms.Alarm::cancel);
    alarm =
        next.map(Line.Next::priority)
            .filter(requests::hasRoom)
            .map(priority -> budget.untilCovers(priority, now).plusMillis(1))
            .map(delay -> alarms.set(delay, this::serve));
  }

  /** A further request of a call that is under way. */
  synchronized void charge() {
    budget.charge(clock.instant());
  }

  /** The permit is not used. */
  synchronized void giveBack(Gate gate) {
    budget.refund(clock.instant());
    release(gate);
  }

  /** The calls of the permit are made. */
  synchronized void release(Gate gate) {
    requests.end();
    Tenant tenant = Optional.ofNullable(tenants.get(gate.tenant())).orElseThrow();
    tenant.underWay--;
    tidy(tenant);
  }

  private void tidy(Tenant tenant) {
    if (tenant.gates.isEmpty()) {
      line.leave(tenant.name);
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
