package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Which requests the reconciles may make at the API server: none once the fence is closed, which
 * keeps a deposed leader from writing, and only so many at once. Without a limit, thousands of
 * resources flood it: it sheds their writes, and the fleet never finishes. The limit is here and
 * not one of threads, because a reconcile that waits for the Lumenia API of one tenant must not
 * keep those of others from running.
 */
public final class ApiServerLimit {

  private static final int REQUESTS = 64;

  private final Semaphore requests = new Semaphore(REQUESTS, true);
  private final Fence fence;

  public ApiServerLimit(Fence fence) {
    this.fence = fence;
  }

  /**
   * Makes a request, or some that belong together one after the other, when there is room for it.
   * In it, no other one may be asked for: all might wait for each other.
   *
   * @throws KubernetesClientException that of the request, or if interrupted or the fence is closed
   */
  public <T> T call(Supplier<T> request) {
    try {
      requests.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted before a request", e);
    }
    try {
      if (!fence.isOpen()) {
        throw new KubernetesClientException("this process does not lead any more");
      }
      return request.get();
    } finally {
      requests.release();
    }
  }
}
