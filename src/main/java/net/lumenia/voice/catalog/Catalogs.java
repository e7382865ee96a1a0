package net.lumenia.voice.catalog;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.Permit;

/**
 * The catalog of every account, read once for all its assistants, and anew after ten minutes. What
 * is not in it is looked for in a newer one before it counts as wrong, so that a voice that was
 * added a minute ago is no error: at most twice a minute for all assistants together.
 */
public final class Catalogs {

  /** As long as the account has this gate; a new token is a new one. */
  private final Map<AccountLimiter, CachedCatalog> cached =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final CatalogStore store = new CatalogStore(CatalogStore.LIMIT);
  private final InstantSource clock;
  private final InstantSource wallClock;

  /**
   * @param clock monotonic, for ages
   * @param wallClock for the times that users see
   */
  public Catalogs(InstantSource clock, InstantSource wallClock) {
    this.clock = clock;
    this.wallClock = wallClock;
  }

  /**
   * Takes in what the account's status says was read before this process, or with another token.
   */
  public void recall(AccountLimiter limiter, LumeniaAccountStatus status) {
    if (status.catalog() != null
        && limiter.credentials().endpoint().fingerprint().equals(status.accepted())) {
      of(limiter).published();
    }
  }

  /** What is known, without asking for it. */
  public Optional<CatalogReading> known(AccountLimiter limiter) {
    return Optional.ofNullable(cached.get(limiter)).flatMap(CachedCatalog::reading);
  }

  /** The catalog, from the API if need be. */
  public CatalogReading current(Permit permit) {
    return of(permit.limiter()).current(permit::getCatalog);
  }

  /** The catalog as it was half a minute ago or later. */
  public CatalogReading newer(Permit permit) {
    return of(permit.limiter()).newer(permit::getCatalog);
  }

  private CachedCatalog of(AccountLimiter limiter) {
    return cached.computeIfAbsent(
        limiter, _ -> new CachedCatalog(store, clock, wallClock, Limits.DEFAULT.call()));
  }
}
