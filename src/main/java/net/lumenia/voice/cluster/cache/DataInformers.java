package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.References;

/**
 * The informers of labeled Secrets or ConfigMaps, which fill a {@link DataCache}. They start and
 * stop with the controller of the resources that refer to the objects. They start after its own
 * cache has synced, so all references are known.
 *
 * @param <T> Secret or ConfigMap
 * @param <P> the resources that refer to them
 */
public final class DataInformers<T extends HasMetadata, P extends HasMetadata>
    extends AbstractEventSource<T, P>
    implements InformerWrappingEventSourceHealthIndicator<T>, ResourceEventAware<P> {

  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(10);

  private final String label;
  private final DataCache<T, ?> cache;
  private final Function<P, List<String>> references;
  private final KubernetesClient kubernetes;
  private final LargeObjectReader reader;
  private final Set<String> namespaces;
  private final Map<String, SharedIndexInformer<T>> informers = new ConcurrentHashMap<>();

  /**
   * @param label as {@code name=value}
   * @param references the {@link References#key keys} of the objects to which a resource refers
   * @param namespaces the namespaces to watch, in the SDK's notation
   */
  public DataInformers(
      Class<T> type,
      String label,
      DataCache<T, ?> cache,
      Function<P, List<String>> references,
      KubernetesClient kubernetes,
      LargeObjectReader reader,
      Set<String> namespaces) {
    super(type, type.getSimpleName());
    this.label = label;
    this.cache = cache;
    this.references = references;
    this.kubernetes = kubernetes;
    this.reader = reader;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** Returns when the cache has synced. */
  @Override
  public void start() {
    reader.list(() -> watchedNamespaces().forEach(this::start));
    super.start();
  }

  /** An empty name stands for all namespaces. */
  private Set<String> watchedNamespaces() {
    return InformerConfiguration.allNamespacesWatched(namespaces) ? Set.of("") : namespaces;
  }

  private void start(String namespace) {
    var objects = kubernetes.resources(resourceType());
    var informer =
        (namespace.isEmpty() ? objects.inAnyNamespace() : objects.inNamespace(namespace))
            .withLabelSelector(label)
            .withLimit((long) ListPages.MAX_SIZE)
            .runnableInformer(0)
            // It would keep the name of every object.
            .removeNamespaceIndex()
            .itemStore(cache.storeFor(namespace))
            // After an unreadable watch event it lists again, and retries until that succeeds.
            .exceptionHandler((hasStarted, _) -> hasStarted);
    informers.put(namespace, informer);
    try {
      informer.start().toCompletableFuture().get(SYNC_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("interrupted while listing " + name(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new OperatorException("could not list and watch " + name(), e);
    }
  }

  @Override
  public void stop() {
    super.stop();
    informers.values().forEach(SharedIndexInformer::stop);
  }

  @Override
  public void onResourceUpdated(P now, P before) {
    var released = new HashSet<>(references.apply(before));
    references.apply(now).forEach(released::remove);
    released.forEach(cache::release);
  }

  @Override
  public void onResourceDeleted(P resource) {
    references.apply(resource).forEach(cache::release);
  }

  @Override
  public Map<String, InformerHealthIndicator> informerHealthIndicators() {
    return informers.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, one -> new InformerHealth(one.getKey(), one.getValue())));
  }

  @Override
  public Status getStatus() {
    return InformerWrappingEventSourceHealthIndicator.super.getStatus();
  }

  /** The cache has entries, not objects. */
  @Override
  public Set<T> getSecondaryResources(P primary) {
    return Set.of();
  }
}
