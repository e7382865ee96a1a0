package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
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
import org.jspecify.annotations.Nullable;

/**
 * What the operator keeps of the labelled Secrets or ConfigMaps: an entry for each data key that a
 * resource refers to. Nothing is kept of what no resource refers to, neither content nor metadata,
 * so that a tenant cannot fill the heap with objects that the operator never uses.
 *
 * <p>The informers write through {@link #storeFor}. A reference that is newer than the last event
 * of its object is answered by one read from the API server, whose result is kept from then on.
 *
 * @param <T> Secret or ConfigMap
 * @param <V> what is kept of the value of a data key; equal if and only if a change is no news
 */
public final class ContentCache<T extends HasMetadata, V> {

  /** What is to be kept of a data key. It must be small, whatever the object holds. */
  public interface Extract<T, V> {
    V of(T object, String dataKey);
  }

  /** Is told which data keys of which object may have changed. */
  public interface Listener {
    void changed(ResourceID object, Set<String> dataKeys);
  }

  /** One version of an object. Compared by identity: an event replaces it, whatever it holds. */
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
  private final Extract<T, V> extract;
  private final Executor telling;
  private final ConcurrentMap<String, Content<V>> contents = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile Function<String, Set<String>> references = _ -> Set.of();

  /**
   * @param empty makes an object for the informer to see which ones are kept; only its name is set
   * @param telling runs the listeners; they must not run under the lock that an informer holds
   */
  public ContentCache(Supplier<T> empty, Extract<T, V> extract, Executor telling) {
    this.empty = empty;
    this.extract = extract;
    this.telling = telling;
  }

  /**
   * Tells which data keys of an object are referred to; nothing else of it is kept.
   *
   * @param dataKeys the data keys that resources refer to now, by the object's {@link
   *     References#key}; called for every event, so by index
   */
  public void referredToBy(Function<String, Set<String>> dataKeys) {
    references = dataKeys;
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  /**
   * What is under a data key of an object.
   *
   * @param fresh reads the labelled object from the API server; called at most once, and only if
   *     the cache does not know
   * @return empty if there is no labelled object of this name
   */
  public Optional<V> get(
      String namespace, String name, String dataKey, Supplier<Optional<T>> fresh) {
    String key = References.key(namespace, name);
    Optional<V> known = Optional.ofNullable(contents.get(key)).flatMap(it -> it.entry(dataKey));
    return known.isPresent() ? known : read(key, dataKey, fresh);
  }

  /**
   * An event that arrives during the read replaces or removes what was there before it, and then
   * the result, which may be older than the event, is not kept.
   */
  private Optional<V> read(String key, String dataKey, Supplier<Optional<T>> fresh) {
    Content<V> before = contents.computeIfAbsent(key, _ -> new Content<>(Map.of()));
    try {
      Optional<T> found = fresh.get();
      if (found.isEmpty()) {
        contents.remove(key, before);
        return Optional.empty();
      }
      Set<String> wanted = references.apply(key);
      if (wanted.contains(dataKey)) {
        contents.replace(key, before, content(found.get(), wanted));
      }
      return Optional.of(extract.of(found.get(), dataKey));
    } finally {
      release(key);
    }
  }

  private Content<V> content(T object, Set<String> dataKeys) {
    var entries = new HashMap<String, V>();
    dataKeys.forEach(dataKey -> entries.put(dataKey, extract.of(object, dataKey)));
    return new Content<>(entries);
  }

  /** Drops what no resource refers to any more. */
  void release(String key) {
    contents.computeIfPresent(
        key,
        (_, content) -> {
          Set<String> wanted = references.apply(key);
          return wanted.isEmpty() ? null : content.only(wanted);
        });
  }

  /** How many objects are kept. */
  int size() {
    return contents.size();
  }

  private void put(String key, T object) {
    Set<String> wanted = references.apply(key);
    Content<V> now = content(object, wanted);
    Content<V> before = wanted.isEmpty() ? contents.remove(key) : contents.put(key, now);
    if (!wanted.isEmpty()) {
      tell(key, before == null ? wanted : changes(before, now));
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
    tell(key, references.apply(key));
  }

  private void tell(String key, Set<String> dataKeys) {
    if (!dataKeys.isEmpty()) {
      ResourceID object = References.id(key);
      telling.execute(() -> listeners.forEach(listener -> listener.changed(object, dataKeys)));
    }
  }

  /**
   * The store of the informer of a namespace. When it lists anew, it removes what it did not find,
   * so it must not see what another informer has put here.
   *
   * @param namespace empty for the informer of all namespaces
   */
  ItemStore<T> storeFor(String namespace) {
    return new Store(namespace.isEmpty() ? "" : namespace + "/");
  }

  /**
   * It hands out no content: all that the informer does with that is to tell its listeners, and it
   * has none.
   */
  private final class Store implements ItemStore<T> {
    private final String prefix;

    private Store(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public String getKey(T object) {
      return References.key(object);
    }

    @Override
    public @Nullable T put(String key, T object) {
      ContentCache.this.put(key, object);
      return null;
    }

    @Override
    public @Nullable T remove(String key) {
      ContentCache.this.remove(key);
      return null;
    }

    @Override
    public Stream<String> keySet() {
      return contents.keySet().stream().filter(key -> key.startsWith(prefix));
    }

    @Override
    public Stream<T> values() {
      return keySet().map(this::named);
    }

    private T named(String key) {
      T object = empty.get();
      ResourceID id = References.id(key);
      object.getMetadata().setNamespace(id.getNamespace().orElseThrow());
      object.getMetadata().setName(id.getName());
      return object;
    }

    @Override
    public int size() {
      return Math.toIntExact(keySet().count());
    }

    @Override
    public @Nullable T get(String key) {
      return contents.containsKey(key) ? named(key) : null;
    }

    /** The informer need not remember the names of what it has listed. */
    @Override
    public boolean isFullState() {
      return false;
    }
  }
}
