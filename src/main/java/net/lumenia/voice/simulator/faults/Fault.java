package net.lumenia.voice.simulator.faults;

import java.time.Duration;
import net.lumenia.voice.simulator.exchange.Route;

/**
 * A failure of some requests for some time, such as {@code Fault.status(503).in("acme").times(3)}.
 *
 * @param kind what fails
 * @param scope which requests it strikes
 * @param limit how often and how long it strikes
 */
public record Fault(FaultKind kind, FaultScope scope, FaultLimit limit) {

  /** Strikes every request until it is removed. */
  public static Fault of(FaultKind kind) {
    return new Fault(kind, FaultScope.EVERYTHING, FaultLimit.NONE);
  }

  /** Returns this status code; the request is not processed. */
  public static Fault status(int status) {
    return of(FaultKind.Status.of(status));
  }

  /**
   * Parses the JSON of the control endpoints.
   *
   * @throws IllegalArgumentException if it is not a fault; the message names the key and what is
   *     allowed
   */
  public static Fault parse(String json) {
    return FaultJson.parse(json);
  }

  /** Limits the fault to the workspace with this name. */
  public Fault in(String workspace) {
    return new Fault(
        kind, new FaultScope(workspace, scope.account(), scope.method(), scope.path()), limit);
  }

  /** Limits the fault to the account with this UUID. */
  public Fault inAccount(String account) {
    return new Fault(
        kind, new FaultScope(scope.workspace(), account, scope.method(), scope.path()), limit);
  }

  /** Limits the fault to this method: GET, PATCH or POST. */
  public Fault on(String method) {
    return new Fault(
        kind, new FaultScope(scope.workspace(), scope.account(), method, scope.path()), limit);
  }

  /** Limits the fault to this path. */
  public Fault at(Route path) {
    return new Fault(
        kind, new FaultScope(scope.workspace(), scope.account(), scope.method(), path), limit);
  }

  /** Limits how many requests the fault strikes. */
  public Fault times(long times) {
    return new Fault(kind, scope, new FaultLimit(times, limit.seconds()));
  }

  /** Limits how long the fault strikes, from its injection. */
  public Fault lasting(Duration time) {
    return new Fault(kind, scope, new FaultLimit(limit.times(), time.toNanos() / 1e9));
  }
}
