package net.lumenia.voice.lumenia.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiResult;

/** Callers of one account, and an API that answers each call after a while. */
final class Client {

  private final World world;
  private final Gates gates;
  private final String account;
  private final GateLimits limits;
  private final Duration latency;
  private final List<Instant> requests = new ArrayList<>();
  private int underWay;

  /**
   * @param account as namespace/name; its token is its own
   */
  Client(World world, Gates gates, String account, GateLimits limits, Duration latency) {
    this.world = world;
    this.gates = gates;
    this.account = account;
    this.limits = limits;
    this.latency = latency;
  }

  /** Somebody makes a call as soon as it is let in. */
  void call(String id, Priority priority) {
    enter(id, priority)
        .ifPresent(
            pass -> {
              requests.add(world.instant());
              underWay++;
              world.set(latency, () -> end(id, pass));
            });
  }

  private Optional<Pass> enter(String id, Priority priority) {
    var visitor =
        new Visitor(
            account + " " + id,
            priority,
            Duration.ofMinutes(5),
            () -> {
              world.set(Duration.ZERO, () -> call(id, priority));
              return true;
            });
    return gate().enter(visitor) instanceof Entry.Admitted(Pass pass)
        ? Optional.of(pass)
        : Optional.empty();
  }

  private void end(String id, Pass pass) {
    pass.call(id, () -> new ApiResult.Success<>("fine"));
    pass.close();
    underWay--;
  }

  Gate gate() {
    return gates.gate(account, Account.credentials(account), limits);
  }

  List<Instant> requests() {
    return requests;
  }

  int underWay() {
    return underWay;
  }
}
