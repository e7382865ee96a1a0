package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.References;
import org.jspecify.annotations.Nullable;

/**
 * The store of an informer of which only the keys are needed: its content keeps what it wants of
 * the objects. It returns objects with nothing but a name, which an informer passes only to its own
 * listeners: here it has none.
 */
final class KeyStore<T extends HasMetadata> implements ItemStore<T> {

  /**
   * Keeps what is needed of the objects. Keys are {@link References#key}. Called under the
   * informer's lock, so it must not block.
   */
  interface Content<T> {

    /** An object was created or updated, or is listed. */
    void put(String key, T object);

    /** An object was deleted. */
    void remove(String key);

    /** The keys of all objects of which something is kept. */
    Stream<String> keys();

    /** Whether a key is one of these. */
    boolean has(String key);

    /** An object in which the store sets the name. */
    T empty();
  }

  private final String prefix;
  private final Content<T> content;

  /**
   * @param namespace empty for all. When its informer lists again, it removes all objects that it
   *     sees in the store and not in the list, so it must not see those of other informers
   */
  KeyStore(String namespace, Content<T> content) {
    this.prefix = namespace.isEmpty() ? "" : namespace + "/";
    this.content = content;
  }

  @Override
  public String getKey(T object) {
    return References.key(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    content.put(key, object);
    return null;
  }

  @Override
  public @Nullable T remove(String key) {
    content.remove(key);
    return null;
  }

  @Override
  public Stream<String> keySet() {
    return content.keys().filter(key -> key.startsWith(prefix));
  }

  @Override
  public Stream<T> values() {
    return keySet().map(this::named);
  }

  private T named(String key) {
    T object = content.empty();
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
    return content.has(key) ? named(key) : null;
  }

  /** Spares the informer a second set of the names that it has listed. */
  @Override
  public boolean isFullState() {
    return false;
  }
}
