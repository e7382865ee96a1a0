package net.lumenia.voice.catalog;

import java.time.InstantSource;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.lumenia.cache.AccountCache;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.Permit;

/**
 * The catalogs of all accounts. Each is read once for all assistants of its account, and again
 * after ten minutes. Before a value counts as a violation, the catalog is refreshed at most twice a
 * minute, so that a voice that was added a minute ago is not an error.
 */
public final class Catalogs {

  /** In bytes: two catalogs of the maximum size, or thousands of ordinary ones. */
  static final long LIMIT = 4L << 20;

  private final AccountCache<CatalogSnapshot> cache;

  /**
   * @param clock monotonic, for ages
   * @param wallClock for times in status
   */
  public Catalogs(CacheTiming timing, InstantSource clock, InstantSource wallClock) {
    cache = new AccountCache<>(LIMIT, timing, clock, wallClock);
  }

  /**
   * Restores from the account's status whether its catalog was read before this process, or with
   * another token.
   */
  public void restore(AccountLimiter limiter, LumeniaAccountStatus status) {
    if (status.catalog() == null) {
      return;
    }
    CachedCatalog cached = of(limiter);
    if (!cached.wasRead()
        && limiter.credentials().endpoint().fingerprint().equals(status.accepted())) {
      cached.markAsRead();
    }
  }

  /** The state of the catalog, without a request. Empty if it was never read. */
  public Optional<CatalogState> state(AccountLimiter limiter) {
    return cache.state(limiter).map(CatalogState::of);
  }

  /** The catalog, read from the API if it is older than {@link CacheTiming#maxAge}. */
  public CatalogState current(Permit permit) {
    return of(permit.limiter()).current(permit::getCatalog);
  }

  /** The catalog, read from the API if it is older than {@link CacheTiming#maxAgeOfRefresh}. */
  public CatalogState refreshed(Permit permit) {
    return of(permit.limiter()).refreshed(permit::getCatalog);
  }

  private CachedCatalog of(AccountLimiter limiter) {
    return new CachedCatalog(cache.of(limiter));
  }
}
