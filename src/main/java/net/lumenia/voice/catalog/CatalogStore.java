package net.lumenia.voice.catalog;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Bounds the memory of the catalogs of all accounts, because tenants decide how many accounts there
 * are. Equal catalogs are stored once. Beyond the limit, the least recently used catalogs are
 * evicted, but never the one that was added last. A catalog that no account references any longer
 * is garbage-collected. Thread-safe.
 */
public final class CatalogStore {

  /** In bytes: two catalogs of the maximum size, or thousands of ordinary ones. */
  public static final long LIMIT = 4L << 20;

  /** A catalog that accounts share. They reference it strongly, the store only weakly. */
  static final class Shared {

    private volatile Optional<CatalogSnapshot> snapshot;

    private Shared(CatalogSnapshot snapshot) {
      this.snapshot = Optional.of(snapshot);
    }

    private void evict() {
      snapshot = Optional.empty();
    }
  }

  private static final class Entry extends WeakReference<Shared> {

    private final String fingerprint;
    private final long footprint;

    Entry(Shared shared, CatalogSnapshot snapshot, ReferenceQueue<Shared> unused) {
      super(shared, unused);
      fingerprint = snapshot.fingerprint();
      footprint = snapshot.footprint();
    }
  }

  private final long limit;
  private final LinkedHashMap<String, Entry> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final ReferenceQueue<Shared> unused = new ReferenceQueue<>();
  private long footprint;

  /**
   * @param limit the maximum footprint of all catalogs together, in bytes
   */
  public CatalogStore(long limit) {
    this.limit = limit;
  }

  /** Adds a catalog, or returns the stored one that is equal. */
  synchronized Shared share(CatalogSnapshot snapshot) {
    removeUnused();
    Optional<Shared> stored =
        Optional.ofNullable(byUse.get(snapshot.fingerprint())).map(WeakReference::get);
    return stored.orElseGet(() -> add(snapshot));
  }

  private Shared add(CatalogSnapshot snapshot) {
    var shared = new Shared(snapshot);
    remove(Optional.ofNullable(byUse.remove(snapshot.fingerprint())));
    byUse.put(snapshot.fingerprint(), new Entry(shared, snapshot, unused));
    footprint += snapshot.footprint();
    while (footprint > limit && byUse.size() > 1) {
      remove(Optional.of(byUse.pollFirstEntry().getValue()));
    }
    return shared;
  }

  private void removeUnused() {
    for (var next = unused.poll(); next != null; next = unused.poll()) {
      if (next instanceof Entry entry && byUse.remove(entry.fingerprint, entry)) {
        footprint -= entry.footprint;
      }
    }
  }

  private void remove(Optional<Entry> removed) {
    removed.ifPresent(
        entry -> {
          footprint -= entry.footprint;
          Optional.ofNullable(entry.get()).ifPresent(Shared::evict);
        });
  }

  /** The catalog, which becomes the most recently used one; empty if it was evicted. */
  Optional<CatalogSnapshot> use(Shared shared) {
    Optional<CatalogSnapshot> snapshot = shared.snapshot;
    snapshot.ifPresent(this::touch);
    return snapshot;
  }

  private synchronized void touch(CatalogSnapshot used) {
    byUse.get(used.fingerprint());
  }

  /** The footprint of all stored catalogs, in bytes. */
  synchronized long footprint() {
    removeUnused();
    return footprint;
  }
}
