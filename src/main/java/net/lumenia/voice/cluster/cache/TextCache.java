package net.lumenia.voice.cluster.cache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An LRU cache of prompts and long specs; other texts are read from the API server when needed. If
 * an eighth of the heap is not enough, the namespace with the most bytes drops texts first, so that
 * a tenant slows down only its own assistants. Thread-safe.
 */
public final class TextCache {

  private static final int HEAP_SHARE = 8;

  /** The key, the map entry and the object headers of a text, in bytes. */
  private static final int OVERHEAD = 300;

  private final long maxBytes;
  private final Map<String, Texts> namespaces = new HashMap<>();
  private long bytes;

  /**
   * A text in one version.
   *
   * @param bytes that it takes
   */
  private record Text(String version, String content, long bytes) {}

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
  synchronized Optional<String> get(String namespace, String name, String version) {
    return Optional.ofNullable(namespaces.get(namespace))
        .map(texts -> texts.byName.get(name))
        .filter(text -> text.version.equals(version))
        .map(Text::content);
  }

  /**
   * Adds a text in place of its other version and drops others, or drops it at once if it is too
   * large.
   */
  void put(String namespace, String name, String version, String content) {
    put(namespace, name, new Text(version, content, bytes(content)));
  }

  private synchronized void put(String namespace, String name, Text text) {
    Texts texts = namespaces.computeIfAbsent(namespace, _ -> new Texts());
    Optional.ofNullable(texts.byName.put(name, text))
        .ifPresent(replaced -> addBytes(texts, -replaced.bytes));
    addBytes(texts, text.bytes);
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
              .ifPresent(oldest -> addBytes(texts, -oldest.getValue().bytes));
          return texts.byName.isEmpty() ? null : texts;
        });
  }

  private void addBytes(Texts texts, long delta) {
    texts.bytes += delta;
    bytes += delta;
  }

  /** The JVM stores a text with Latin-1 characters only in one byte each. */
  private static long bytes(String text) {
    boolean isLatin1 = text.chars().allMatch(character -> character < 256);
    return (isLatin1 ? 1L : 2L) * text.length() + OVERHEAD;
  }

  /** The size of all texts, in bytes. */
  synchronized long bytes() {
    return bytes;
  }
}
