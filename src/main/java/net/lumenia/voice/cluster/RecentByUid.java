package net.lumenia.voice.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers something about the resources for which it was set last. Bounded and thread-safe. */
public final class RecentByUid<V> {

  /** A few megabytes. Beyond it, the entry that was set first is dropped. */
  private static final int CAPACITY = 10_000;

  private final Map<String, V> byUid = new LinkedHashMap<>();

  /** Sets the value of a resource. */
  public synchronized void put(String uid, V value) {
    byUid.remove(uid);
    byUid.put(uid, value);
    if (byUid.size() > CAPACITY) {
      byUid.remove(byUid.keySet().iterator().next());
    }
  }

  /** The value of a resource; empty if it was never set, removed or dropped. */
  public synchronized Optional<V> get(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  /** Removes the value of a resource. */
  public synchronized void remove(String uid) {
    byUid.remove(uid);
  }
}
