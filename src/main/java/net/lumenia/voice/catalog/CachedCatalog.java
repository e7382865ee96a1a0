package net.lumenia.voice.catalog;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.cache.CachedRead;
import net.lumenia.voice.lumenia.cache.SharedStore;

/** The catalog of one account, as {@link CachedRead} keeps it. Thread-safe. */
public final class CachedCatalog {

  private final CachedRead<CatalogSnapshot> cached;

  public CachedCatalog(
      SharedStore<CatalogSnapshot> store,
      CacheTiming timing,
      InstantSource clock,
      InstantSource wallClock,
      Duration maxWait) {
    cached = new CachedRead<>(store, timing, clock, wallClock, maxWait);
  }

  /** See {@link CachedRead#markAsRead}. */
  public void markAsRead() {
    cached.markAsRead();
  }

  /** The state, without a request. Empty if the catalog was never read, or was evicted. */
  public Optional<CatalogState> state() {
    return cached.state().map(CatalogState::of);
  }

  /** See {@link CachedRead#current}. */
  public CatalogState current(Supplier<ApiResult<Catalog>> api) {
    return CatalogState.of(cached.current(known -> snapshot(known, api.get())));
  }

  /** See {@link CachedRead#refreshed}. */
  CatalogState refreshed(Supplier<ApiResult<Catalog>> api) {
    return CatalogState.of(cached.refreshed(known -> snapshot(known, api.get())));
  }

  /** A comparison is cheaper than a digest, and catalogs rarely change. */
  private static ApiResult<CatalogSnapshot> snapshot(
      Optional<CatalogSnapshot> known, ApiResult<Catalog> read) {
    return switch (read) {
      case ApiResult.Success<Catalog>(Catalog catalog) ->
          new ApiResult.Success<>(
              known
                  .filter(one -> one.catalog().equals(catalog))
                  .orElseGet(() -> CatalogSnapshot.of(catalog)));
      case ApiResult.Failure<Catalog>(ApiFailure why) -> new ApiResult.Failure<>(why);
    };
  }
}
