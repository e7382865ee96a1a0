package net.lumenia.voice.cluster.cache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Prompts and long specs, as many as there is room for. What is not here is read from the API
 * server when it is needed. A namespace has room for 4 MiB and drops what it has not used for
 * longest; all together have room for a sixteenth of the heap, and there the namespace with the
 * most drops first, so that it slows down its own assistants only.
 */
public final class TextCache {

  /** In bytes, of one namespace. */
  static final long MAX_BYTES_PER_NAMESPACE = 4 * 1024 * 1024;

  private static final int HEAP_SHARE = 16;

  /** Of the version, the map's entry and the objects, in bytes. */
  private static final int OVERHEAD = 300;

  private final long maxBytesPerNamespace;
  private final long maxBytes;
  private final Map<String, Texts> namespaces = new HashMap<>();
  private long bytes;

  /** The texts of one namespace, the one that was not used for longest first. */
  private static final class Texts {
    private final LinkedHashMap<String, String> byVersion = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
  }

  public TextCache() {
    this(
        Math.min(MAX_BYTES_PER_NAMESPACE, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
        Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * @param maxBytes of all namespaces together
   */
  public TextCache(long maxBytesPerNamespace, long maxBytes) {
    this.maxBytesPerNamespace = maxBytesPerNamespace;
    this.maxBytes = maxBytes;
  }

  /**
   * Finds a text.
   *
   * @param version tells one text from all others of the namespace
   */
  public synchronized Optional<String> get(String namespace, String version) {
    return Optional.ofNullable(namespaces.get(namespace))
        .map(texts -> texts.byVersion.get(version));
  }

  /** Keeps a text, if there is room for it when others are dropped. */
  public synchronized void keep(String namespace, String version, String text) {
    Texts texts = namespaces.computeIfAbsent(namespace, _ -> new Texts());
    if (texts.byVersion.putIfAbsent(version, text) == null) {
      grow(texts, bytes(text));
    }
    while (texts.bytes > maxBytesPerNamespace) {
      dropOldest(namespace);
    }
    while (bytes > maxBytes) {
      dropOldest(largest());
    }
  }

  private String largest() {
    return namespaces.entrySet().stream()
        .max(Comparator.comparingLong(texts -> texts.getValue().bytes))
        .orElseThrow()
        .getKey();
  }

  private void dropOldest(String namespace) {
    namespaces.computeIfPresent(
        namespace,
        (_, texts) -> {
          Optional.ofNullable(texts.byVersion.pollFirstEntry())
              .ifPresent(oldest -> grow(texts, -bytes(oldest.getValue())));
          return texts.byVersion.isEmpty() ? null : texts;
        });
  }

  private void grow(Texts texts, long more) {
    texts.bytes += more;
    bytes += more;
  }

  /** As the JVM stores it: compact, where all characters are Latin-1. */
  private static long bytes(String text) {
    boolean compact = text.chars().allMatch(character -> character < 256);
    return (compact ? 1L : 2L) * text.length() + OVERHEAD;
  }

  /** What all texts take, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }
}
