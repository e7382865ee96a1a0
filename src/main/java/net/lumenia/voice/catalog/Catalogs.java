package net.lumenia.voice.catalog;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.cache.SharedStore;
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

  /** A new token makes a new rate limiter, and so drops the catalog of the old one. */
  private final Map<AccountLimiter, CachedCatalog> cached =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final SharedStore<CatalogSnapshot> store = new SharedStore<>(LIMIT);
  private final CacheTiming timing;
  private final InstantSource clock;
  private final InstantSource wallClock;

  /**
   * @param clock monotonic, for ages
   * @param wallClock for times in status
   */
  public Catalogs(CacheTiming timing, InstantSource clock, InstantSource wallClock) {
    this.timing = timing;
    this.clock = clock;
    this.wallClock = wallClock;
  }

  /**
   * Restores from the account's status whether its catalog was read before this process, or with
   * another token.
   */
  public void restore(AccountLimiter limiter, LumeniaAccountStatus status) {
    if (status.catalog() != null
        && limiter.credentials().endpoint().fingerprint().equals(status.accepted())) {
      of(limiter).markAsRead();
    }
  }

  /** The state of the catalog, without a request. Empty if it was never read. */
  public Optional<CatalogState> state(AccountLimiter limiter) {
    return Optional.ofNullable(cached.get(limiter)).flatMap(CachedCatalog::state);
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
    return cached.computeIfAbsent(
        limiter, _ -> new CachedCatalog(store, timing, clock, wallClock, Limits.DEFAULT.call()));
  }
}
