package net.lumenia.voice.simulator.faults;

import java.time.Duration;
import net.lumenia.voice.simulator.exchange.Route;

/**
 * Something that goes wrong at some requests for some time: {@code
 * Fault.status(503).in("acme").times(3)}.
 *
 * @param kind what goes wrong
 * @param scope at which requests
 * @param limit how often and how long
 */
public record Fault(FaultKind kind, FaultScope scope, FaultLimit limit) {

  /** At every request, until it is removed. */
  public static Fault of(FaultKind kind) {
    return new Fault(kind, FaultScope.EVERYTHING, FaultLimit.NONE);
  }

  /** Requests are answered this status code and change nothing. */
  public static Fault status(int status) {
    return of(FaultKind.Status.of(status));
  }

  /**
   * The same JSON as the control endpoints read.
   *
   * @throws IllegalArgumentException when it is not a fault; the message names the key and what is
   *     allowed
   */
  public static Fault parse(String json) {
    return FaultJson.parse(json);
  }

  /** Only in the workspace of this name. */
  public Fault in(String workspace) {
    return new Fault(
        kind, new FaultScope(workspace, scope.account(), scope.method(), scope.path()), limit);
  }

  /** Only in the account of this UUID. */
  public Fault inAccount(String account) {
    return new Fault(
        kind, new FaultScope(scope.workspace(), account, scope.method(), scope.path()), limit);
  }

  /** Only requests of this method: GET, PATCH or POST. */
  public Fault on(String method) {
    return new Fault(
        kind, new FaultScope(scope.workspace(), scope.account(), method, scope.path()), limit);
  }

  /** Only requests to this path. */
  public Fault at(Route path) {
    return new Fault(
        kind, new FaultScope(scope.workspace(), scope.account(), scope.method(), path), limit);
  }

  /** Only this often. */
  public Fault times(long times) {
    return new Fault(kind, scope, new FaultLimit(times, limit.seconds()));
  }

  /** Only for this long from when it is injected. */
  public Fault lasting(Duration time) {
    return new Fault(kind, scope, new FaultLimit(limit.times(), time.toNanos() / 1e9));
  }
}
