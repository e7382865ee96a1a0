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
 * The informers of one kind of labelled objects, which fill a {@link ContentCache}. They start and
 * stop with the controller of the resources that refer to the objects, after its own cache is
 * filled: what is referred to is known from the beginning.
 *
 * @param <T> Secret or ConfigMap
 * @param <P> the resources that refer to them
 */
public final class ContentInformers<T extends HasMetadata, P extends HasMetadata>
    extends AbstractEventSource<T, P>
    implements InformerWrappingEventSourceHealthIndicator<T>, ResourceEventAware<P> {

  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(10);

  private final String label;
  private final ContentCache<T, ?> cache;
  private final Function<P, List<String>> references;
  private final KubernetesClient kubernetes;
  private final ContentReads reads;
  private final Set<String> namespaces;
  private final Map<String, SharedIndexInformer<T>> informers = new ConcurrentHashMap<>();

  /**
   * @param label as {@code name=value}
   * @param references the objects that a resource refers to, by {@link References#key}
   * @param namespaces those to watch, as the SDK names them
   */
  public ContentInformers(
      Class<T> type,
      String label,
      ContentCache<T, ?> cache,
      Function<P, List<String>> references,
      KubernetesClient kubernetes,
      ContentReads reads,
      Set<String> namespaces) {
    super(type, type.getSimpleName());
    this.label = label;
    this.cache = cache;
    this.references = references;
    this.kubernetes = kubernetes;
    this.reads = reads;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** Returns when the cache is filled. */
  @Override
  public void start() {
    reads.fill(() -> watched().forEach(this::start));
    super.start();
  }

  /** An empty name stands for all namespaces. */
  private Set<String> watched() {
    return InformerConfiguration.allNamespacesWatched(namespaces) ? Set.of("") : namespaces;
  }

  private void start(String namespace) {
    var objects = kubernetes.resources(resourceType());
    var informer =
        (namespace.isEmpty() ? objects.inAnyNamespace() : objects.inNamespace(namespace))
            .withLabelSelector(label)
            .withLimit(ListPages.size())
            .runnableInformer(0)
            // It would hold the name of every object.
            .removeNamespaceIndex()
            .itemStore(cache.storeFor(namespace))
            // What can't be read of a watch is listed anew, for as long as it takes.
            .exceptionHandler((hasStarted, _) -> hasStarted);
    informers.put(namespace, informer);
    try {
      informer.start().toCompletableFuture().get(SYNC_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("interrupted while listing " + name(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new OperatorException("can't list and watch " + name(), e);
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
        .collect(toMap(Map.Entry::getKey, one -> new Health(one.getKey(), one.getValue())));
  }

  @Override
  public Status getStatus() {
    return InformerWrappingEventSourceHealthIndicator.super.getStatus();
  }

  /** What is kept is no object. */
  @Override
  public Set<T> getSecondaryResources(P primary) {
    return Set.of();
  }

  private record Health(String getTargetNamespace, SharedIndexInformer<?> informer)
      implements InformerHealthIndicator {

    @Override
    public boolean hasSynced() {
      return informer.hasSynced();
    }

    @Override
    public boolean isWatching() {
      return informer.isWatching();
    }

    @Override
    public boolean isRunning() {
      return informer.isRunning();
    }

    @Override
    public Status getStatus() {
      return isRunning() && hasSynced() && isWatching() ? Status.HEALTHY : Status.UNHEALTHY;
    }
  }
}
