package net.lumenia.voice.lumenia.cache;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Bounds the memory of what is read of all accounts, because tenants decide how many accounts there
 * are. Equal values are stored once. Beyond the limit, the least recently used values are evicted,
 * but never the one that was added last. A value that no account references any longer is
 * garbage-collected. Thread-safe.
 */
public final class SharedStore<T extends SharedStore.Item> {

  /** A value of an account. */
  public interface Item {

    /** Values with the same fingerprint are equal. */
    String fingerprint();

    /** The size in memory, in bytes. */
    long footprint();
  }

  /** A value that accounts share. They reference it strongly, the store only weakly. */
  public static final class Shared<T> {

    private volatile Optional<T> value;

    private Shared(T value) {
      this.value = Optional.of(value);
    }

    private void evict() {
      value = Optional.empty();
    }
  }

  private static final class Entry<T extends Item> extends WeakReference<Shared<T>> {

    private final String fingerprint;
    private final long footprint;

    Entry(Shared<T> shared, T value, ReferenceQueue<Shared<T>> unused) {
      super(shared, unused);
      fingerprint = value.fingerprint();
      footprint = value.footprint();
    }
  }

  private final long limit;
  private final LinkedHashMap<String, Entry<T>> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final ReferenceQueue<Shared<T>> unused = new ReferenceQueue<>();
  private long footprint;

  /**
   * @param limit the maximum footprint of all values together, in bytes
   */
  public SharedStore(long limit) {
    this.limit = limit;
  }

  /** Adds a value, or returns the stored one that is equal. */
  public synchronized Shared<T> share(T value) {
    removeUnused();
    Optional<Shared<T>> stored =
        Optional.ofNullable(byUse.get(value.fingerprint())).map(WeakReference::get);
    return stored.orElseGet(() -> add(value));
  }

  private Shared<T> add(T value) {
    var shared = new Shared<>(value);
    remove(Optional.ofNullable(byUse.remove(value.fingerprint())));
    byUse.put(value.fingerprint(), new Entry<>(shared, value, unused));
    footprint += value.footprint();
    while (footprint > limit && byUse.size() > 1) {
      remove(Optional.of(byUse.pollFirstEntry().getValue()));
    }
    return shared;
  }

  private void removeUnused() {
    for (var next = unused.poll(); next != null; next = unused.poll()) {
      if (next instanceof Entry<?> entry && byUse.remove(entry.fingerprint, entry)) {
        footprint -= entry.footprint;
      }
    }
  }

  private void remove(Optional<Entry<T>> removed) {
    removed.ifPresent(
        entry -> {
          footprint -= entry.footprint;
          Optional.ofNullable(entry.get()).ifPresent(Shared::evict);
        });
  }

  /** The value, which becomes the most recently used one; empty if it was evicted. */
  public Optional<T> use(Shared<T> shared) {
    Optional<T> value = shared.value;
    value.ifPresent(this::touch);
    return value;
  }

  private synchronized void touch(T used) {
    byUse.get(used.fingerprint());
  }

  /** The footprint of all stored values, in bytes. */
  public synchronized long footprint() {
    removeUnused();
    return footprint;
  }
}
