package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import net.lumenia.voice.cluster.ApiServerLimit;

/**
 * Reads complete Secrets, ConfigMaps and long specs from the API server. Each may have 1 MiB, so
 * only a few are in memory at the same time; namespaces take turns.
 */
public final class LargeObjectReader {

  private static final int MAX_CONCURRENT = 4;

  /** No namespace: a list of all. */
  private static final String LISTS = "";

  private final NamespaceTurns permits = new NamespaceTurns(MAX_CONCURRENT);
  private final Semaphore listing = new Semaphore(1);
  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;

  public LargeObjectReader(KubernetesClient kubernetes, ApiServerLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  /**
   * Makes requests in sequence, one of which reads a large object. While they wait for a permit,
   * they do not count against the {@link ApiServerLimit}.
   *
   * @param namespace that the object is in
   * @throws KubernetesClientException as {@link ApiServerLimit#call}
   */
  public <R> R call(String namespace, Supplier<R> requests) {
    try {
      permits.acquire(namespace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted before a request", e);
    }
    try {
      return limit.call(requests);
    } finally {
      permits.release();
    }
  }

  /** Lists large objects, while no other large object is read. */
  void list(Runnable lists) {
    listing.acquireUninterruptibly();
    for (int permit = 0; permit < MAX_CONCURRENT; permit++) {
      permits.acquireUninterruptibly(LISTS);
    }
    try {
      lists.run();
    } finally {
      for (int permit = 0; permit < MAX_CONCURRENT; permit++) {
        permits.release();
      }
      listing.release();
    }
  }

  /**
   * Reads an object, to be used only within {@link #call}. An object without the label is not read,
   * because its owner has not consented.
   *
   * @param label as {@code name=value}
   * @return empty if there is no such object with the label
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  public <T extends HasMetadata> Optional<T> getLabeled(
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
