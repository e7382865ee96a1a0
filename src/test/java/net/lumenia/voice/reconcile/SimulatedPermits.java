package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Answers every request for a permit in the same way. */
final class SimulatedPermits implements ApiPermits {

  private final Response response;
  private final List<Duration> requested = new ArrayList<>();
  private final List<String> withdrawn = new ArrayList<>();

  SimulatedPermits(Response response) {
    this.response = response;
  }

  @Override
  public Response request(ReconcileRequest request, Duration interval) {
    requested.add(interval);
    return response;
  }

  @Override
  public void withdraw(String resource) {
    withdrawn.add(resource);
  }

  /** The intervals of the requests. */
  List<Duration> requested() {
    return requested;
  }

  /** The resources that gave up their place. */
  List<String> withdrawn() {
    return withdrawn;
  }
}
