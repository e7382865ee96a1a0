package net.lumenia.voice.simulator.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** An injected fault, with its strikes and its remaining limit. Thread-safe. */
public final class InjectedFault {

  private final String id;
  private final Fault fault;
  private final Clock clock;
  private final Optional<Instant> end;
  private final AtomicLong strikes = new AtomicLong();
  private volatile boolean ended;

  InjectedFault(String id, Fault fault, Clock clock) {
    this.id = id;
    this.fault = fault;
    this.clock = clock;
    this.end =
        Optional.ofNullable(fault.limit().seconds())
            .map(seconds -> clock.instant().plusNanos((long) (seconds * 1e9)));
  }

  /** The kind and a number, such as {@code status-1}. The request log shows it. */
  public String id() {
    return id;
  }

  public Fault fault() {
    return fault;
  }

  /** How many requests the fault struck. */
  public long strikes() {
    return strikes.get();
  }

  /** Whether the fault can strike again. */
  public boolean active() {
    return !ended
        && timesLeft().orElse(1) > 0
        && end.map(until -> clock.instant().isBefore(until)).orElse(true);
  }

  /** How many more requests the fault strikes; empty without such a limit. */
  public OptionalLong timesLeft() {
    Long times = fault.limit().times();
    return times == null ? OptionalLong.empty() : OptionalLong.of(times - strikes.get());
  }

  /** How much longer the fault strikes; empty without such a limit. */
  public Optional<Duration> timeLeft() {
    return end.map(until -> Duration.between(clock.instant(), until))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** Ends the fault. Scheduled reverts of it do not run. */
  void end() {
    ended = true;
  }

  public boolean ended() {
    return ended;
  }

  /**
   * Counts a strike. Returns false if the fault is over; concurrent calls never exceed the limit.
   */
  boolean strike() {
    if (!active()) {
      return false;
    }
    Long times = fault.limit().times();
    long most = times == null ? Long.MAX_VALUE : times;
    return strikes.getAndUpdate(count -> count < most ? count + 1 : count) < most;
  }
}
