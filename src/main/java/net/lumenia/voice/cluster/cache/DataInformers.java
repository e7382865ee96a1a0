package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  private final DataCache<T, ?> cache;
  private final Function<P, List<String>> references;
  private final LargeObjectReader reader;
  private final NamespaceInformers<T> informers;

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
    this.cache = cache;
    this.references = references;
    this.reader = reader;
    informers =
        new NamespaceInformers<>(
            kubernetes, type, Optional.of(label), cache.asContent(), namespaces);
  }

  /** Returns when the cache has synced. */
  @Override
  public void start() {
    reader.list(informers::start);
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    informers.stop();
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
    return informers.health();
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
