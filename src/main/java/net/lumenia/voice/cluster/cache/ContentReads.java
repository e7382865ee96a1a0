package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import net.lumenia.voice.cluster.ApiServerLimit;

/**
 * Reads whole Secrets, ConfigMaps and long specs from the API server. Each may hold a MiB, and
 * tenants decide how many are read at the same time; so only a few are.
 */
public final class ContentReads {

  private static final int AT_ONCE = 4;

  private final Semaphore room = new Semaphore(AT_ONCE, true);
  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;

  public ContentReads(KubernetesClient kubernetes, ApiServerLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  /**
   * Makes requests of which one reads content. Those that wait for room here keep no other request
   * from being made.
   *
   * @throws KubernetesClientException as {@link ApiServerLimit#call}
   */
  public <R> R call(Supplier<R> requests) {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted before a request", e);
    }
    try {
      return limit.call(requests);
    } finally {
      room.release();
    }
  }

  /** Fills a cache from whole lists, while no other content is read. */
  void fill(Runnable filling) {
    room.acquireUninterruptibly(AT_ONCE);
    try {
      filling.run();
    } finally {
      room.release(AT_ONCE);
    }
  }

  /**
   * Reads an object with its content; only within {@link #call}. One that does not carry the label
   * is not read, because its owner has not consented.
   *
   * @param label as {@code name=value}
   * @return empty if there is no such object with the label
   * @throws KubernetesClientException if the API server can't be reached or refuses
   */
  public <T extends HasMetadata> Optional<T> labelled(
      Class<T> type, String label, String namespace, String name) {
    return kubernetes
        .resources(type)
        .inNamespace(namespace)
        .withLabelSelector(label)
        .withField("metadata.name", name)
        .list()
        .getItems()
        .stream()
        .findFirst();
  }
}
