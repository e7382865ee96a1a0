package net.lumenia.voice.operator;

import java.util.concurrent.Semaphore;

/**
 * How many reconciles run at once. Each holds its resource and the buffers of its JSON, so without
 * a limit a tenant with many resources decides how much memory is used. There is room for all
 * requests that may be under way, so that those that hang keep no other reconcile from running.
 */
final class ConcurrentReconciles {

  /** Room for those that make no request to the Lumenia API at the moment. */
  private static final int BESIDES_REQUESTS = 64;

  private final Semaphore room;

  /**
   * @param concurrentRequests that may be under way, for all accounts together
   */
  ConcurrentReconciles(int concurrentRequests) {
    room = new Semaphore(Math.addExact(concurrentRequests, BESIDES_REQUESTS), true);
  }

  /** The same, when there is room for it; not at all if the thread is interrupted before. */
  Runnable limited(Runnable reconcile) {
    return () -> {
      try {
        room.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      try {
        reconcile.run();
      } finally {
        room.release();
      }
    };
  }
}
