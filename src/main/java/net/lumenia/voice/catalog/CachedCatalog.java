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
 * The catalog of one account, with one token. One thread reads it at a time, without any lock. The
 * last one that could be read stays in force until another one can be. Thread-safe.
 */
public final class CachedCatalog {

  private static final Duration VALID = Duration.ofMinutes(10);
  private static final Duration VALID_AFTER_FAILURE = Duration.ofMinutes(1);
  private static final Duration NEW = Duration.ofSeconds(30);

  /**
   * A catalog that could be read.
   *
   * @param time when, by the wall clock
   */
  private record Success(CatalogStore.Shared catalog, Instant time) {}

  /**
   * What the attempts to read it came to.
   *
   * @param lastSuccess the last one, if there was any
   * @param failure of the last attempt, if it failed
   * @param attempted when the last attempt ended, by the monotonic clock
   */
  private record State(
      Optional<Success> lastSuccess, Optional<ApiFailure> failure, Instant attempted) {

    /**
     * As long as it fails in the same way, it is the same failure: a message that differs with
     * every attempt would be written to status every time.
     */
    State failed(ApiFailure why, Instant time) {
      ApiFailure first = failure.filter(before -> before.getClass() == why.getClass()).orElse(why);
      return new State(lastSuccess, Optional.of(first), time);
    }
  }

  private final CatalogStore store;
  private final InstantSource clock;
  private final InstantSource wallClock;
  private final Duration patience;

  /** Counted down when the thread that is reading has finished, whatever came of it. */
  private final AtomicReference<CountDownLatch> reader =
      new AtomicReference<>(new CountDownLatch(0));

  private volatile State state = new State(Optional.empty(), Optional.empty(), Instant.MIN);
  private volatile boolean published;

  /**
   * @param clock monotonic, for ages
   * @param wallClock for the times that users see
   * @param patience how long to wait for a catalog that another thread reads
   */
  public CachedCatalog(
      CatalogStore store, InstantSource clock, InstantSource wallClock, Duration patience) {
    this.store = store;
    this.clock = clock;
    this.wallClock = wallClock;
    this.patience = patience;
  }

  /** The account's status has a catalog that an earlier process, or another token, has read. */
  public void published() {
    published = true;
  }

  /** What is known, without reading it. Empty if it has to be read first. */
  public Optional<CatalogReading> reading() {
    State now = state;
    Optional<CatalogReading> inForce =
        now.lastSuccess()
            .flatMap(
                success ->
                    store.use(success.catalog()).map(read -> inForce(read, success.time(), now)));
    return inForce.or(() -> now.failure().map(this::unknown));
  }

  private static CatalogReading inForce(ReadCatalog read, Instant time, State now) {
    return now.failure()
        .<CatalogReading>map(why -> new CatalogReading.Outdated(read, time, why))
        .orElseGet(() -> new CatalogReading.Known(read, time));
  }

  private CatalogReading unknown(ApiFailure why) {
    return new CatalogReading.Unknown(why, published || state.lastSuccess().isPresent());
  }

  /**
   * The catalog, read if there is none or if it is ten minutes old. While another thread reads it,
   * this one goes on with what there is, and waits only if there is nothing.
   */
  public CatalogReading current(Supplier<ApiResult<Catalog>> api) {
    return fresh(CachedCatalog::validity)
        .or(() -> readUnlessBeingRead(CachedCatalog::validity, api))
        .or(this::reading)
        .orElseGet(this::awaitReader);
  }

  /** The catalog as it was half a minute ago or later, whoever reads it. */
  CatalogReading newer(Supplier<ApiResult<Catalog>> api) {
    return fresh(_ -> NEW)
        .or(() -> readUnlessBeingRead(_ -> NEW, api))
        .orElseGet(this::awaitReader);
  }

  private static Duration validity(CatalogReading reading) {
    return switch (reading) {
      case CatalogReading.Known _ -> VALID;
      case CatalogReading.Outdated _, CatalogReading.Unknown _ -> VALID_AFTER_FAILURE;
    };
  }

  private Optional<CatalogReading> fresh(Function<CatalogReading, Duration> age) {
    return reading()
        .filter(known -> state.attempted().plus(age.apply(known)).isAfter(clock.instant()));
  }

  private Optional<CatalogReading> readUnlessBeingRead(
      Function<CatalogReading, Duration> age, Supplier<ApiResult<Catalog>> api) {
    CountDownLatch other = reader.get();
    var mine = new CountDownLatch(1);
    if (other.getCount() > 0 || !reader.compareAndSet(other, mine)) {
      return Optional.empty();
    }
    try {
      // Another thread may have finished since this one looked.
      return fresh(age).or(() -> Optional.of(read(api)));
    } finally {
      mine.countDown();
    }
  }

  private CatalogReading read(Supplier<ApiResult<Catalog>> api) {
    return switch (api.get()) {
      case ApiResult.Success<Catalog>(Catalog catalog) -> {
        ReadCatalog read = unchanged(catalog).orElseGet(() -> ReadCatalog.of(catalog));
        Instant time = wallClock.instant();
        state =
            new State(
                Optional.of(new Success(store.share(read), time)),
                Optional.empty(),
                clock.instant());
        yield new CatalogReading.Known(read, time);
      }
      case ApiResult.Failure<Catalog>(ApiFailure why) -> {
        state = state.failed(why, clock.instant());
        yield reading().orElseGet(() -> unknown(why));
      }
    };
  }

  /** To compare is cheaper than to take the digest, and nearly every reading changes nothing. */
  private Optional<ReadCatalog> unchanged(Catalog catalog) {
    return state
        .lastSuccess()
        .flatMap(success -> store.use(success.catalog()))
        .filter(known -> known.catalog().equals(catalog));
  }

  /** What there is when the other thread has finished, or after as long as a call may take. */
  private CatalogReading awaitReader() {
    try {
      boolean _ = reader.get().await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return reading()
        .orElseGet(
            () ->
                new CatalogReading.Unknown(
                    new ApiFailure.Timeout("the catalog was not read in time"), true));
  }
}
