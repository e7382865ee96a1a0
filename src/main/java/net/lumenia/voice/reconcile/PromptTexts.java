package net.lumenia.voice.reconcile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of prompts by their digest, as many as there is room for. What is not here is read from
 * the API server when it is needed. A namespace has room for 4 MiB and drops what it has not used
 * for longest; all together have room for an eighth of the heap, and there the namespace with the
 * most drops first, so that it only slows down its own assistants.
 */
final class PromptTexts {

  /** In bytes, of one namespace. */
  static final long MAX_BYTES_PER_NAMESPACE = 4 * 1024 * 1024;

  private static final int HEAP_SHARE = 8;

  /** Of the digest, the map's entry and the objects, in bytes. */
  private static final int OVERHEAD = 300;

  private final long maxBytesPerNamespace;
  private final long maxBytes;
  private final Map<String, Texts> namespaces = new HashMap<>();
  private long bytes;

  /** The texts of one namespace, the one that was not used for longest first. */
  private static final class Texts {
    private final LinkedHashMap<String, String> byDigest = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
  }

  PromptTexts() {
    this(
        Math.min(MAX_BYTES_PER_NAMESPACE, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
        Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * @param maxBytes of all namespaces together
   */
  PromptTexts(long maxBytesPerNamespace, long maxBytes) {
    this.maxBytesPerNamespace = maxBytesPerNamespace;
    this.maxBytes = maxBytes;
  }

  synchronized Optional<String> get(String namespace, String digest) {
    return Optional.ofNullable(namespaces.get(namespace)).map(texts -> texts.byDigest.get(digest));
  }

  /** Keeps a text, if there is room for it when others are dropped. */
  synchronized void keep(String namespace, String digest, String text) {
    Texts texts = namespaces.computeIfAbsent(namespace, _ -> new Texts());
    if (texts.byDigest.putIfAbsent(digest, text) == null) {
      grow(texts, bytes(text));
    }
    while (texts.bytes > maxBytesPerNamespace) {
      dropOldest(texts);
    }
    while (bytes > maxBytes) {
      dropOldest(largest());
    }
    namespaces.values().removeIf(some -> some.byDigest.isEmpty());
  }

  private Texts largest() {
    return namespaces.values().stream()
        .max(Comparator.comparingLong(texts -> texts.bytes))
        .orElseThrow();
  }

  private void dropOldest(Texts texts) {
    var oldest = texts.byDigest.pollFirstEntry();
    grow(texts, -bytes(oldest.getValue()));
  }

  private void grow(Texts texts, long more) {
    texts.bytes += more;
    bytes += more;
  }

  /** At most: a text without other scripts takes half. */
  private static long bytes(String text) {
    return 2L * text.length() + OVERHEAD;
  }

  /** What all texts take, in bytes. */
  synchronized long bytes() {
    return bytes;
  }
}
