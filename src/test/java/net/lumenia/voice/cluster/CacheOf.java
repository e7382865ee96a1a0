package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An in-memory cache of resources. */
public final class CacheOf<P extends HasMetadata> implements IndexerResourceCache<P> {

  private final Map<ResourceID, P> resources = new ConcurrentHashMap<>();
  private final Map<String, Function<P, List<String>>> indexers = new ConcurrentHashMap<>();

  public void put(P resource) {
    resources.put(ResourceID.fromResource(resource), resource);
  }

  public void remove(ResourceID id) {
    resources.remove(id);
  }

  @Override
  public Optional<P> get(ResourceID id) {
    return Optional.ofNullable(resources.get(id));
  }

  @Override
  public Stream<ResourceID> keys() {
    return resources.keySet().stream();
  }

  @Override
  public Stream<P> list(Predicate<P> predicate) {
    return resources.values().stream().filter(predicate);
  }

  @Override
  public Stream<P> list(String namespace, Predicate<P> predicate) {
    return list(
        resource ->
            resource.getMetadata().getNamespace().equals(namespace) && predicate.test(resource));
  }

  @Override
  public void addIndexers(Map<String, Function<P, List<String>>> more) {
    indexers.putAll(more);
  }

  @Override
  public List<P> byIndex(String index, String key) {
    Function<P, List<String>> keys = Objects.requireNonNull(indexers.get(index), index);
    return list(resource -> keys.apply(resource).contains(key)).toList();
  }
}
