package net.lumenia.voice.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;

/**
 * The catalog of one account, read with one token. One thread reads it at a time, without holding a
 * lock. The last catalog that could be read stays in force. Thread-safe.
 */
public final class CachedCatalog {

  /**
   * A catalog that was read.
   *
   * @param time when it was read, by the wall clock
   */
  private record Success(CatalogStore.Shared catalog, Instant time) {}

  /**
   * The attempts to read the catalog so far.
   *
   * @param failure the failure of the last attempt, if it failed
   * @param attempted when the last attempt ended, by the monotonic clock
   */
  private record Attempts(
      Optional<Success> lastSuccess, Optional<ApiFailure> failure, Instant attempted) {

    /**
     * Keeps the first of several failures of the same type: messages may differ with every attempt,
     * and each new message would be a status write.
     */
    Attempts failed(ApiFailure why, Instant time) {
      ApiFailure first = failure.filter(before -> before.getClass() == why.getClass()).orElse(why);
      return new Attempts(lastSuccess, Optional.of(first), time);
    }
  }

  private final CatalogStore store;
  private final CatalogTiming timing;
  private final InstantSource clock;
  private final InstantSource wallClock;
  private final Duration maxWait;

  /** Counted down when the reading thread has finished, with or without success. */
  private final AtomicReference<CountDownLatch> reader =
      new AtomicReference<>(new CountDownLatch(0));

  private volatile Attempts attempts =
      new Attempts(Optional.empty(), Optional.empty(), Instant.MIN);
  private volatile boolean wasRead;

  /**
   * @param clock monotonic, for ages
   * @param wallClock for times in status
   * @param maxWait how long to wait for another thread that reads the catalog
   */
  public CachedCatalog(
      CatalogStore store,
      CatalogTiming timing,
      InstantSource clock,
      InstantSource wallClock,
      Duration maxWait) {
    this.store = store;
    this.timing = timing;
    this.clock = clock;
    this.wallClock = wallClock;
    this.maxWait = maxWait;
  }

  /** Records that the account had a catalog before this process, or with another token. */
  public void markAsRead() {
    wasRead = true;
  }

  /** The state, without a request. Empty if the catalog was never read, or was evicted. */
  public Optional<CatalogState> state() {
    Attempts now = attempts;
    Optional<CatalogState> inForce =
        now.lastSuccess()
            .flatMap(
                success ->
                    store.use(success.catalog()).map(kept -> inForce(kept, success.time(), now)));
    return inForce.or(() -> now.failure().map(this::unavailable));
  }

  private static CatalogState inForce(CatalogSnapshot snapshot, Instant time, Attempts now) {
    return now.failure()
        .<CatalogState>map(why -> new CatalogState.Stale(snapshot, time, why))
        .orElseGet(() -> new CatalogState.Current(snapshot, time));
  }

  private CatalogState unavailable(ApiFailure why) {
    return new CatalogState.Unavailable(why, wasRead || attempts.lastSuccess().isPresent());
  }

  /**
   * The catalog, read if there is none or if it is too old. While another thread reads it, this one
   * uses the catalog in force, and waits only if there is none.
   */
  public CatalogState current(Supplier<ApiResult<Catalog>> api) {
    return fresh(timing::maxAge)
        .or(() -> readUnlessBeingRead(timing::maxAge, api))
        .or(this::state)
        .orElseGet(this::awaitReader);
  }

  /** The catalog, read by this or another thread recently. */
  CatalogState refreshed(Supplier<ApiResult<Catalog>> api) {
    return fresh(_ -> timing.maxAgeOfRefresh())
        .or(() -> readUnlessBeingRead(_ -> timing.maxAgeOfRefresh(), api))
        .orElseGet(this::awaitReader);
  }

  private Optional<CatalogState> fresh(Function<CatalogState, Duration> maxAge) {
    return state()
        .filter(known -> attempts.attempted().plus(maxAge.apply(known)).isAfter(clock.instant()));
  }

  private Optional<CatalogState> readUnlessBeingRead(
      Function<CatalogState, Duration> maxAge, Supplier<ApiResult<Catalog>> api) {
    CountDownLatch other = reader.get();
    var mine = new CountDownLatch(1);
    if (other.getCount() > 0 || !reader.compareAndSet(other, mine)) {
      return Optional.empty();
    }
    try {
      // Another thread may have finished since the check.
      return fresh(maxAge).or(() -> Optional.of(read(api)));
    } finally {
      mine.countDown();
    }
  }

  private CatalogState read(Supplier<ApiResult<Catalog>> api) {
    return switch (api.get()) {
      case ApiResult.Success<Catalog>(Catalog catalog) -> {
        CatalogSnapshot snapshot = unchanged(catalog).orElseGet(() -> CatalogSnapshot.of(catalog));
        Instant time = wallClock.instant();
        attempts =
            new Attempts(
                Optional.of(new Success(store.share(snapshot), time)),
                Optional.empty(),
                clock.instant());
        yield new CatalogState.Current(snapshot, time);
      }
      case ApiResult.Failure<Catalog>(ApiFailure why) -> {
        attempts = attempts.failed(why, clock.instant());
        yield state().orElseGet(() -> unavailable(why));
      }
    };
  }

  /** A comparison is cheaper than a digest, and catalogs rarely change. */
  private Optional<CatalogSnapshot> unchanged(Catalog catalog) {
    return attempts
        .lastSuccess()
        .flatMap(success -> store.use(success.catalog()))
        .filter(known -> known.catalog().equals(catalog));
  }

  /** The state when the other thread has finished, or at the latest after the maximum wait. */
  private CatalogState awaitReader() {
    try {
      boolean _ = reader.get().await(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return state()
        .orElseGet(
            () ->
                new CatalogState.Unavailable(
                    new ApiFailure.Timeout("the catalog was not read in time"), true));
  }
}
