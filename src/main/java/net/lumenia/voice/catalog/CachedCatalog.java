package net.lumenia.voice.catalog;

import java.util.Optional;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.cache.CachedRead;

/** The catalog of one account, as {@link CachedRead} keeps it. Thread-safe. */
public final class CachedCatalog {

  private final CachedRead<CatalogSnapshot> cached;

  public CachedCatalog(CachedRead<CatalogSnapshot> cached) {
    this.cached = cached;
  }

  /** See {@link CachedRead#markAsRead}. */
  public void markAsRead() {
    cached.markAsRead();
  }

  /** See {@link CachedRead#wasRead}. */
  boolean wasRead() {
    return cached.wasRead();
  }

  /** The state, without a request. Empty if the catalog was never read, or was evicted. */
  public Optional<CatalogState> state() {
    return cached.state().map(CatalogState::of);
  }

  /** See {@link CachedRead#current}. */
  public CatalogState current(Supplier<ApiResult<Catalog>> api) {
    return CatalogState.of(
        cached.current(known -> api.get().map(catalog -> snapshot(known, catalog))));
  }

  /** See {@link CachedRead#refreshed}. */
  CatalogState refreshed(Supplier<ApiResult<Catalog>> api) {
    return CatalogState.of(
        cached.refreshed(known -> api.get().map(catalog -> snapshot(known, catalog))));
  }

  /** A comparison is cheaper than a digest, and catalogs rarely change. */
  private static CatalogSnapshot snapshot(Optional<CatalogSnapshot> known, Catalog catalog) {
    return known
        .filter(one -> one.catalog().equals(catalog))
        .orElseGet(() -> CatalogSnapshot.of(catalog));
  }
}
