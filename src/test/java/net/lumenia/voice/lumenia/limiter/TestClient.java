package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiResult;

/** The callers of one account, and an API that answers each call after a fixed latency. */
final class TestClient {

  private final VirtualTime time;
  private final AccountLimiters limiters;
  private final String account;
  private final CallLimits limits;
  private final Duration latency;
  private final List<Instant> requests = new ArrayList<>();
  private int inFlight;

  /**
   * @param account as namespace/name; its token is its own
   */
  TestClient(
      VirtualTime time,
      AccountLimiters limiters,
      String account,
      CallLimits limits,
      Duration latency) {
    this.time = time;
    this.limiters = limiters;
    this.account = account;
    this.limits = limits;
    this.latency = latency;
  }

  /** Makes a call as soon as there is a permit. */
  void call(String id, Priority priority) {
    acquire(id, priority)
        .ifPresent(
            permit -> {
              requests.add(time.instant());
              inFlight++;
              time.schedule(latency, () -> end(id, permit));
            });
  }

  private Optional<Permit> acquire(String id, Priority priority) {
    var caller =
        new Caller(
            account + " " + id,
            priority,
            Duration.ofMinutes(5),
            () -> {
              time.schedule(Duration.ZERO, () -> call(id, priority));
              return true;
            });
    return limiter().tryAcquire(caller) instanceof Admission.Admitted(Permit permit)
        ? Optional.of(permit)
        : Optional.empty();
  }

  private void end(String id, Permit permit) {
    permit.call(id, () -> new ApiResult.Success<>("fine"));
    permit.close();
    inFlight--;
  }

  AccountLimiter limiter() {
    return limiters.limiter(account, TestAccount.credentials(account), limits);
  }

  List<Instant> requests() {
    return requests;
  }

  int inFlight() {
    return inFlight;
  }
}
