package net.lumenia.voice.cluster.cache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An LRU cache of prompts and long specs, compressed; other texts are read from the API server when
 * needed. If an eighth of the heap is not enough, the namespace with the most bytes drops texts
 * first, so that a tenant slows down only its own assistants. Thread-safe.
 */
public final class TextCache {

  private static final int HEAP_SHARE = 8;

  /** The key, the version, the map entry and the object headers of a text, in bytes. */
  private static final int OVERHEAD = 300;

  private final long maxBytes;
  private final Map<String, Texts> namespaces = new HashMap<>();
  private long bytes;

  /** A text in one version. */
  private record Text(String version, CompressedText content) {
    long bytes() {
      return (long) content.bytes() + OVERHEAD;
    }
  }

  /** The texts of one namespace, least recently used first. */
  private static final class Texts {
    private final LinkedHashMap<String, Text> byName = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
  }

  public TextCache() {
    this(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * @param maxBytes for all namespaces together
   */
  public TextCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Finds a text in a version.
   *
   * @param name identifies the text within its namespace
   */
  Optional<String> get(String namespace, String name, String version) {
    return find(namespace, name, version).map(Text::content).map(CompressedText::text);
  }

  private synchronized Optional<Text> find(String namespace, String name, String version) {
    return Optional.ofNullable(namespaces.get(namespace))
        .map(texts -> texts.byName.get(name))
        .filter(text -> text.version.equals(version));
  }

  /**
   * Adds a text in place of its other version and drops others, or drops it at once if it is too
   * large.
   *
   * @param content is asked if this version is not cached yet
   */
  void put(String namespace, String name, String version, Supplier<String> content) {
    if (find(namespace, name, version).isEmpty()) {
      put(namespace, name, new Text(version, CompressedText.of(content.get())));
    }
  }

  private synchronized void put(String namespace, String name, Text text) {
    Texts texts = namespaces.computeIfAbsent(namespace, _ -> new Texts());
    Optional.ofNullable(texts.byName.put(name, text))
        .ifPresent(replaced -> addBytes(texts, -replaced.bytes()));
    addBytes(texts, text.bytes());
    while (bytes > maxBytes) {
      evictOldest(largest());
    }
  }

  private String largest() {
    return namespaces.entrySet().stream()
        .max(Comparator.comparingLong(texts -> texts.getValue().bytes))
        .orElseThrow()
        .getKey();
  }

  private void evictOldest(String namespace) {
    namespaces.computeIfPresent(
        namespace,
        (_, texts) -> {
          Optional.ofNullable(texts.byName.pollFirstEntry())
              .ifPresent(oldest -> addBytes(texts, -oldest.getValue().bytes()));
          return texts.byName.isEmpty() ? null : texts;
        });
  }

  private void addBytes(Texts texts, long delta) {
    texts.bytes += delta;
    bytes += delta;
  }

  /** The size of all texts, in bytes. */
  synchronized long bytes() {
    return bytes;
  }
}
