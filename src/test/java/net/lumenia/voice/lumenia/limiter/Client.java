package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiResult;

/** Callers of one account, and an API that answers each call after a while. */
final class Client {

  private final World world;
  private final AccountLimiters limiters;
  private final String account;
  private final CallLimits limits;
  private final Duration latency;
  private final List<Instant> requests = new ArrayList<>();
  private int underWay;

  /**
   * @param account as namespace/name; its token is its own
   */
  Client(
      World world, AccountLimiters limiters, String account, CallLimits limits, Duration latency) {
    this.world = world;
    this.limiters = limiters;
    this.account = account;
    this.limits = limits;
    this.latency = latency;
  }

  /** Somebody makes a call as soon as it is let in. */
  void call(String id, Priority priority) {
    enter(id, priority)
        .ifPresent(
            permit -> {
              requests.add(world.instant());
              underWay++;
              world.schedule(latency, () -> end(id, permit));
            });
  }

  private Optional<Permit> enter(String id, Priority priority) {
    var caller =
        new Caller(
            account + " " + id,
            priority,
            Duration.ofMinutes(5),
            () -> {
              world.schedule(Duration.ZERO, () -> call(id, priority));
              return true;
            });
    return limiter().enter(caller) instanceof Admission.Admitted(Permit permit)
        ? Optional.of(permit)
        : Optional.empty();
  }

  private void end(String id, Permit permit) {
    permit.call(id, () -> new ApiResult.Success<>("fine"));
    permit.close();
    underWay--;
  }

  AccountLimiter limiter() {
    return limiters.limiter(account, Account.credentials(account), limits);
  }

  List<Instant> requests() {
    return requests;
  }

  int underWay() {
    return underWay;
  }
}
