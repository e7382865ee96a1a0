package net.lumenia.voice.catalog;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Bounds what is kept of the catalogs of all accounts together, as tenants decide how many accounts
 * there are. Equal catalogs are kept once. If they do not fit, those that were used least recently
 * are dropped, but never the one that was read last. A catalog is also gone when no account uses it
 * any more. Thread-safe.
 */
public final class CatalogStore {

  /** Two catalogs of the largest size that is read, or thousands of ordinary ones. */
  public static final long LIMIT = 4L << 20;

  /** A catalog for all accounts that have an equal one. They hold it; the store only counts it. */
  static final class Shared {

    private volatile Optional<ReadCatalog> content;

    private Shared(ReadCatalog content) {
      this.content = Optional.of(content);
    }

    private void drop() {
      content = Optional.empty();
    }
  }

  private static final class Entry extends WeakReference<Shared> {

    private final String fingerprint;
    private final long footprint;

    Entry(Shared shared, ReadCatalog content, ReferenceQueue<Shared> unused) {
      super(shared, unused);
      fingerprint = content.fingerprint();
      footprint = content.footprint();
    }
  }

  private final long limit;
  private final LinkedHashMap<String, Entry> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final ReferenceQueue<Shared> unused = new ReferenceQueue<>();
  private long footprint;

  /**
   * @param limit of the footprints of all catalogs, in bytes
   */
  public CatalogStore(long limit) {
    this.limit = limit;
  }

  /** The one instance for all catalogs that equal this one. */
  synchronized Shared share(ReadCatalog read) {
    forgetUnused();
    Optional<Shared> known =
        Optional.ofNullable(byUse.get(read.fingerprint())).map(WeakReference::get);
    return known.orElseGet(() -> add(read));
  }

  private Shared add(ReadCatalog read) {
    var shared = new Shared(read);
    remove(Optional.ofNullable(byUse.remove(read.fingerprint())));
    byUse.put(read.fingerprint(), new Entry(shared, read, unused));
    footprint += read.footprint();
    while (footprint > limit && byUse.size() > 1) {
      remove(Optional.of(byUse.pollFirstEntry().getValue()));
    }
    return shared;
  }

  private void forgetUnused() {
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
          Optional.ofNullable(entry.get()).ifPresent(Shared::drop);
        });
  }

  /** The catalog, if it was not dropped. Counts as use. */
  Optional<ReadCatalog> use(Shared shared) {
    Optional<ReadCatalog> content = shared.content;
    content.ifPresent(this::touch);
    return content;
  }

  private synchronized void touch(ReadCatalog used) {
    byUse.get(used.fingerprint());
  }

  /** The footprints of all catalogs that are kept, in bytes. */
  synchronized long footprint() {
    forgetUnused();
    return footprint;
  }
}
