package net.lumenia.voice.numbers;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.assistant.NumberLookup;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.cache.AccountCache;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.cache.CachedRead;
import net.lumenia.voice.lumenia.cache.ReadState;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.Permit;

/**
 * The phone numbers of all accounts. The list of an account is read when the first of its
 * assistants names its number, and again after ten minutes. Before a number counts as missing, the
 * list is refreshed at most twice a minute, so that a number that was bought a minute ago is found.
 */
public final class AccountNumbers {

  /** In bytes: one list of the maximum size, or thousands of ordinary ones. */
  private static final long LIMIT = 4L << 20;

  private final AccountCache<NumberSnapshot> cache;
  private final CacheTiming timing;
  private final InstantSource wallClock;

  /**
   * @param clock monotonic, for ages
   */
  public AccountNumbers(CacheTiming timing, InstantSource clock, InstantSource wallClock) {
    cache = new AccountCache<>(LIMIT, timing, clock, wallClock);
    this.timing = timing;
    this.wallClock = wallClock;
  }

  /** Looks up a number of the account, if need be in the API. */
  public NumberResult find(PhoneNumber number, Permit permit) {
    CachedRead<NumberSnapshot> list = cache.of(permit.limiter());
    Function<Optional<NumberSnapshot>, ApiResult<NumberSnapshot>> read =
        known -> NumberPages.read(permit::getPhoneNumbers).map(numbers -> snapshot(known, numbers));
    NumberResult first = result(number, list.current(read));
    return first instanceof NumberResult.Resolved ? first : result(number, list.refreshed(read));
  }

  /**
   * The list, without a request. Empty if it was never read, was evicted, or was not read lately
   * because no assistant needs it.
   */
  public Optional<NumberSnapshot> recent(AccountLimiter limiter) {
    Instant oldest = wallClock.instant().minus(timing.maxAge().multipliedBy(2));
    return cache
        .state(limiter)
        .flatMap(ReadState::value)
        .filter(list -> list.time().isAfter(oldest))
        .map(ReadState.Dated::value);
  }

  /** A number that an older list has counts, because a wrong one is rejected by the API. */
  private static NumberResult result(PhoneNumber number, ReadState<NumberSnapshot> state) {
    Optional<PhoneNumbers> list = state.value().map(dated -> dated.value().numbers());
    Optional<NumberLookup> lookup = list.map(all -> all.find(number));
    if (lookup.orElse(null) instanceof NumberLookup.Found(var row)) {
      return new NumberResult.Resolved(row, list.orElseThrow());
    }
    return state
        .failure()
        .<NumberResult>map(NumberResult.Failed::new)
        .orElseGet(() -> new NumberResult.Unresolved(lookup.orElseThrow(), list.orElseThrow()));
  }

  /** A comparison is cheaper than a digest, and numbers rarely change. */
  private static NumberSnapshot snapshot(Optional<NumberSnapshot> known, PhoneNumbers numbers) {
    return known
        .filter(one -> one.numbers().equals(numbers))
        .orElseGet(() -> NumberSnapshot.of(numbers));
  }
}
