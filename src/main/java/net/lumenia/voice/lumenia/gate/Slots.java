package net.lumenia.voice.lumenia.gate;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;

/**
 * How many requests are under way at once. Resyncs leave a quarter of the slots to changes. Not
 * thread-safe.
 */
final class Slots {

  private static final int RESERVE = 4;

  private final Bulkhead bulkhead;

  Slots(int concurrentRequests) {
    bulkhead = Bulkhead.of("account", config(concurrentRequests));
  }

  void resize(int concurrentRequests) {
    bulkhead.changeConfig(config(concurrentRequests));
  }

  boolean hasRoom(Priority priority) {
    Bulkhead.Metrics metrics = bulkhead.getMetrics();
    int kept = priority == Priority.CHANGE ? 0 : metrics.getMaxAllowedConcurrentCalls() / RESERVE;
    return metrics.getAvailableConcurrentCalls() > kept;
  }

  void take() {
    bulkhead.acquirePermission();
  }

  void giveBack() {
    bulkhead.onComplete();
  }

  private static BulkheadConfig config(int concurrentRequests) {
    return BulkheadConfig.custom().maxConcurrentCalls(concurrentRequests).build();
  }
}
