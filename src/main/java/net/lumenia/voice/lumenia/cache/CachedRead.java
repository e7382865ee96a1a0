package net.lumenia.voice.lumenia.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;

/**
 * A value of one account, read with one token. One thread reads it at a time, without holding a
 * lock. The last value that could be read stays in force. Thread-safe.
 */
public final class CachedRead<T extends SharedStore.Item> {

  private record Success<T>(SharedStore.Shared<T> value, Instant time) {}

  /**
   * The attempts to read the value so far.
   *
   * @param failure the failure of the last attempt, if it failed
   * @param attempted when the last attempt ended, by the monotonic clock
   */
  private record Attempts<T>(
      Optional<Success<T>> lastSuccess, Optional<ApiFailure> failure, Instant attempted) {

    /**
     * Keeps the first of several failures of the same type: messages may differ with every attempt,
     * and each new message would be a status write.
     */
    Attempts<T> failed(ApiFailure why, Instant time) {
      ApiFailure first = failure.filter(before -> before.getClass() == why.getClass()).orElse(why);
      return new Attempts<>(lastSuccess, Optional.of(first), time);
    }
  }

  private final SharedStore<T> store;
  private final CacheTiming timing;
  private final InstantSource clock;
  private final InstantSource wallClock;
  private final Duration maxWait;

  /** Counted down when the reading thread has finished, with or without success. */
  private final AtomicReference<CountDownLatch> reader =
      new AtomicReference<>(new CountDownLatch(0));

  private volatile Attempts<T> attempts =
      new Attempts<>(Optional.empty(), Optional.empty(), Instant.MIN);
  private volatile boolean wasRead;

  /**
   * @param clock monotonic, for ages
   * @param wallClock for times in status
   * @param maxWait how long to wait for another thread that reads the value
   */
  public CachedRead(
      SharedStore<T> store,
      CacheTiming timing,
      InstantSource clock,
      InstantSource wallClock,
      Duration maxWait) {
    this.store = store;
    this.timing = timing;
    this.clock = clock;
    this.wallClock = wallClock;
    this.maxWait = maxWait;
  }

  /** Records that the account had a value before this process, or with another token. */
  public void markAsRead() {
    wasRead = true;
  }

  /** Whether the account ever had a value, as far as is known. */
  public boolean wasRead() {
    return wasRead || attempts.lastSuccess().isPresent();
  }

  /** The state, without a request. Empty if the value was never read, or was evicted. */
  public Optional<ReadState<T>> state() {
    Attempts<T> now = attempts;
    Optional<ReadState.Dated<T>> inForce =
        now.lastSuccess()
            .flatMap(
                success ->
                    store
                        .use(success.value())
                        .map(kept -> new ReadState.Dated<>(kept, success.time())));
    return inForce.isEmpty() && now.failure().isEmpty()
        ? Optional.empty()
        : Optional.of(new ReadState<>(inForce, now.failure(), wasRead()));
  }

  /**
   * The value, read if there is none or if it is too old. While another thread reads it, this one
   * uses the value in force, and waits only if there is none.
   *
   * @param api reads the value; is given the one in force
   */
  public ReadState<T> current(Function<Optional<T>, ApiResult<T>> api) {
    return fresh(timing::maxAge)
        .or(() -> readUnlessBeingRead(timing::maxAge, api))
        .or(this::state)
        .orElseGet(this::awaitReader);
  }

  /** The value, read by this or another thread recently. */
  public ReadState<T> refreshed(Function<Optional<T>, ApiResult<T>> api) {
    return fresh(_ -> timing.maxAgeOfRefresh())
        .or(() -> readUnlessBeingRead(_ -> timing.maxAgeOfRefresh(), api))
        .orElseGet(this::awaitReader);
  }

  private Optional<ReadState<T>> fresh(Function<ReadState<T>, Duration> maxAge) {
    return state()
        .filter(known -> attempts.attempted().plus(maxAge.apply(known)).isAfter(clock.instant()));
  }

  private Optional<ReadState<T>> readUnlessBeingRead(
      Function<ReadState<T>, Duration> maxAge, Function<Optional<T>, ApiResult<T>> api) {
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

  private ReadState<T> read(Function<Optional<T>, ApiResult<T>> api) {
    Optional<T> inForce = attempts.lastSuccess().flatMap(success -> store.use(success.value()));
    return switch (api.apply(inForce)) {
      case ApiResult.Success<T>(T value) -> {
        Instant time = wallClock.instant();
        attempts =
            new Attempts<>(
                Optional.of(new Success<>(store.share(value), time)),
                Optional.empty(),
                clock.instant());
        yield new ReadState<>(
            Optional.of(new ReadState.Dated<>(value, time)), Optional.empty(), true);
      }
      case ApiResult.Failure<T>(ApiFailure why) -> {
        attempts = attempts.failed(why, clock.instant());
        yield state().orElseGet(() -> nothing(why));
      }
    };
  }

  private ReadState<T> nothing(ApiFailure why) {
    return new ReadState<>(Optional.empty(), Optional.of(why), wasRead());
  }

  /** The state when the other thread has finished, or at the latest after the maximum wait. */
  private ReadState<T> awaitReader() {
    try {
      boolean _ = reader.get().await(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return state()
        .orElseGet(
            () ->
                new ReadState<>(
                    Optional.empty(),
                    Optional.of(new ApiFailure.Timeout("another request did not end in time")),
                    /* wasRead= */ true));
  }
}
