package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An in-memory cache of resources. */
public final class CacheOf<P extends HasMetadata> implements Cache<P> {

  private final Map<ResourceID, P> resources = new ConcurrentHashMap<>();

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
}
