package net.lumenia.voice.lumenia.cache;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;

/** A value of each account, together within a limit of memory. Thread-safe. */
public final class AccountCache<T extends SharedStore.Item> {

  /** A new token makes a new rate limiter, and so drops the value of the old one. */
  private final Map<AccountLimiter, CachedRead<T>> cached =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final SharedStore<T> store;
  private final CacheTiming timing;
  private final InstantSource clock;
  private final InstantSource wallClock;

  /**
   * @param limit of all values together, in bytes
   * @param clock monotonic, for ages
   * @param wallClock for times in status
   */
  public AccountCache(
      long limit, CacheTiming timing, InstantSource clock, InstantSource wallClock) {
    store = new SharedStore<>(limit);
    this.timing = timing;
    this.clock = clock;
    this.wallClock = wallClock;
  }

  /** The value of an account. */
  public CachedRead<T> of(AccountLimiter account) {
    return cached.computeIfAbsent(
        account, _ -> new CachedRead<>(store, timing, clock, wallClock, Limits.DEFAULT.call()));
  }

  /** The state of an account's value, without a request. Empty as {@link CachedRead#state}. */
  public Optional<ReadState<T>> state(AccountLimiter account) {
    return Optional.ofNullable(cached.get(account)).flatMap(CachedRead::state);
  }
}
