package net.lumenia.voice.reconcile;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.gate.Gate;
import net.lumenia.voice.lumenia.gate.Pass;

/**
 * The catalog of every account, read once for all its assistants, and anew after ten minutes. What
 * is not in it is looked for in a newer one before it counts as wrong, so that a voice that was
 * added a minute ago is no error: at most twice a minute for all assistants together.
 */
final class Catalogs {

  /** As long as the account has this gate; a new token is a new one. */
  private final Map<Gate, CachedCatalog> cached = Collections.synchronizedMap(new WeakHashMap<>());

  private final CatalogStore store = new CatalogStore(CatalogStore.LIMIT);
  private final InstantSource clock;
  private final InstantSource wallClock;

  /**
   * @param clock monotonic, for ages
   * @param wallClock for the times that users see
   */
  Catalogs(InstantSource clock, InstantSource wallClock) {
    this.clock = clock;
    this.wallClock = wallClock;
  }

  /**
   * Takes in what the account's status says was read before this process, or with another token.
   */
  void recall(Gate gate, LumeniaAccountStatus status) {
    if (status.catalog() != null
        && gate.credentials().endpoint().fingerprint().equals(status.accepted())) {
      of(gate).published();
    }
  }

  /** What is known, without asking for it. */
  Optional<CatalogReading> known(Gate gate) {
    return Optional.ofNullable(cached.get(gate)).flatMap(CachedCatalog::reading);
  }

  /** The catalog, from the API if need be. */
  CatalogReading current(Pass pass) {
    return of(pass.gate()).current(pass::getCatalog);
  }

  /** The catalog as it was half a minute ago or later. */
  CatalogReading newer(Pass pass) {
    return of(pass.gate()).newer(pass::getCatalog);
  }

  private CachedCatalog of(Gate gate) {
    return cached.computeIfAbsent(
        gate, _ -> new CachedCatalog(store, clock, wallClock, Limits.DEFAULT.call()));
  }
}
