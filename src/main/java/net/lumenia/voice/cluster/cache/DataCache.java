package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.References;

/**
 * Caches labeled Secrets or ConfigMaps: one entry for each data key to which a resource refers. It
 * caches nothing of other objects, not even metadata, so that a tenant cannot fill the heap with
 * objects that the operator never uses.
 *
 * <p>The informers write through {@link #asContent}. If a reference is newer than the last event of
 * its object, the object is read from the API server once, and the result is cached.
 *
 * @param <T> Secret or ConfigMap
 * @param <V> the entry of a data key; listeners are called only if it is not equal to the one
 *     before
 */
public final class DataCache<T extends HasMetadata, V> {

  /** Makes the entry of a data key. The entry must be small, whatever the size of the object. */
  public interface EntryFactory<T, V> {
    V entry(T object, String dataKey);
  }

  /** Receives the data keys of an object that may have changed. */
  public interface Listener {
    void changed(ResourceID object, Set<String> dataKeys);
  }

  /**
   * The entries of one version of an object. Compared by identity, so that every event replaces it.
   */
  private static final class Content<V> {
    private final Map<String, V> entries;

    private Content(Map<String, V> entries) {
      this.entries = Map.copyOf(entries);
    }

    private Optional<V> entry(String dataKey) {
      return Optional.ofNullable(entries.get(dataKey));
    }

    private Content<V> only(Set<String> dataKeys) {
      var kept = new HashMap<>(entries);
      return kept.keySet().retainAll(dataKeys) ? new Content<>(kept) : this;
    }
  }

  private final Supplier<T> empty;
  private final EntryFactory<T, V> factory;
  private final Executor executor;
  private final ConcurrentMap<String, Content<V>> contents = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile Function<String, Set<String>> references = _ -> Set.of();

  /**
   * @param empty makes an object in which the cache sets the name, for the informer
   * @param executor runs the listeners, which must not run under an informer's lock
   */
  public DataCache(Supplier<T> empty, EntryFactory<T, V> factory, Executor executor) {
    this.empty = empty;
    this.factory = factory;
    this.executor = executor;
  }

  /**
   * Sets how to find the data keys to which resources refer.
   *
   * @param dataKeys maps an object's {@link References#key} to those data keys; called for every
   *     event, so it must use an index
   */
  public void setReferences(Function<String, Set<String>> dataKeys) {
    references = dataKeys;
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  /**
   * The entry of a data key.
   *
   * @param fresh reads the labeled object from the API server; called at most once, and only if the
   *     entry is not cached
   * @return empty if there is no labeled object of this name
   */
  public Optional<V> get(
      String namespace, String name, String dataKey, Supplier<Optional<T>> fresh) {
    String key = References.key(namespace, name);
    Optional<V> cached = Optional.ofNullable(contents.get(key)).flatMap(it -> it.entry(dataKey));
    return cached.isPresent() ? cached : read(key, dataKey, fresh);
  }

  /**
   * An event that arrives during the read replaces or removes the content from before it. Then the
   * result is not cached, because it may be older than the event.
   */
  private Optional<V> read(String key, String dataKey, Supplier<Optional<T>> fresh) {
    Content<V> before = contents.computeIfAbsent(key, _ -> new Content<>(Map.of()));
    try {
      Optional<T> found = fresh.get();
      if (found.isEmpty()) {
        contents.remove(key, before);
        return Optional.empty();
      }
      Set<String> referenced = references.apply(key);
      if (referenced.contains(dataKey)) {
        contents.replace(key, before, content(found.get(), referenced));
      }
      return Optional.of(factory.entry(found.get(), dataKey));
    } finally {
      release(key);
    }
  }

  private Content<V> content(T object, Set<String> dataKeys) {
    var entries = new HashMap<String, V>();
    dataKeys.forEach(dataKey -> entries.put(dataKey, factory.entry(object, dataKey)));
    return new Content<>(entries);
  }

  /** Drops the entries of an object to which no resource refers any longer. */
  void release(String key) {
    contents.computeIfPresent(
        key,
        (_, content) -> {
          Set<String> referenced = references.apply(key);
          return referenced.isEmpty() ? null : content.only(referenced);
        });
  }

  /** The number of cached objects. */
  int size() {
    return contents.size();
  }

  private void put(String key, T object) {
    Set<String> referenced = references.apply(key);
    Content<V> now = content(object, referenced);
    Content<V> before = referenced.isEmpty() ? contents.remove(key) : contents.put(key, now);
    if (!referenced.isEmpty()) {
      notifyListeners(key, before == null ? referenced : changes(before, now));
    }
  }

  private static <V> Set<String> changes(Content<V> before, Content<V> now) {
    var changed = new HashSet<>(before.entries.keySet());
    changed.addAll(now.entries.keySet());
    changed.removeIf(
        dataKey -> Objects.equals(before.entries.get(dataKey), now.entries.get(dataKey)));
    return changed;
  }

  private void remove(String key) {
    contents.remove(key);
    notifyListeners(key, references.apply(key));
  }

  private void notifyListeners(String key, Set<String> dataKeys) {
    if (!dataKeys.isEmpty()) {
      ResourceID object = References.id(key);
      executor.execute(() -> listeners.forEach(listener -> listener.changed(object, dataKeys)));
    }
  }

  /** What the informers write to. */
  KeyStore.Content<T> asContent() {
    return new InformerContent();
  }

  private final class InformerContent implements KeyStore.Content<T> {

    @Override
    public void put(String key, T object) {
      DataCache.this.put(key, object);
    }

    @Override
    public void remove(String key) {
      DataCache.this.remove(key);
    }

    @Override
    public Stream<String> keys() {
      return contents.keySet().stream();
    }

    @Override
    public boolean has(String key) {
      return contents.containsKey(key);
    }

    @Override
    public T empty() {
      return empty.get();
    }
  }
}
