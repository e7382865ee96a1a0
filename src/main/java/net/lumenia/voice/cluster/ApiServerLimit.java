package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the requests of reconciles to the API server: none once the fence is closed, so that a
 * deposed leader does not write, and 64 at a time. Without a limit, thousands of resources overload
 * the API server; it then drops writes, and the fleet never converges. Requests are limited rather
 * than threads, because a reconcile that waits for the Lumenia API must not block other tenants.
 */
public final class ApiServerLimit {

  private static final int MAX_REQUESTS = 64;

  /** How long after a request the API server counts as busy. */
  private static final Duration BUSY = Duration.ofMillis(50);

  private final Semaphore requests = new Semaphore(MAX_REQUESTS, true);
  private final Fence fence;
  private volatile long begun = System.nanoTime() - BUSY.toNanos();

  public ApiServerLimit(Fence fence) {
    this.fence = fence;
  }

  /**
   * Makes a request, or several in sequence, once the limit permits it. Calls must not be nested:
   * they could deadlock.
   *
   * @throws KubernetesClientException if the request fails, if interrupted, or if the fence is
   *     closed
   */
  public <T> T call(Supplier<T> request) {
    begun = System.nanoTime();
    return callInBackground(request);
  }

  /** The same for a request that no reconcile waits for; nothing gives way to it. */
  public <T> T callInBackground(Supplier<T> request) {
    try {
      requests.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted before a request", e);
    }
    try {
      if (!isOpen()) {
        throw new KubernetesClientException("this process is no longer the leader");
      }
      return request.get();
    } finally {
      requests.release();
    }
  }

  /** Whether requests are permitted at all. Does not block. */
  public boolean isOpen() {
    return fence.isOpen();
  }

  /** Pauses for 50 ms if a request began within the last 50 ms. */
  public void giveWay() {
    if (System.nanoTime() - begun < BUSY.toNanos()) {
      try {
        Thread.sleep(BUSY);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
