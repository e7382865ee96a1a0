package net.lumenia.voice.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.cache.CachedRead;
import net.lumenia.voice.lumenia.cache.SharedStore;
import net.lumenia.voice.plan.Readings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachedCatalogTest {

  private static final Duration LONG_WAIT = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Catalog OLD = catalog("Clara");
  private static final Catalog NEW = catalog("Elliot");

  private final SharedStore<CatalogSnapshot> store = new SharedStore<>(Catalogs.LIMIT);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Instant now = Instant.EPOCH;
  private volatile Instant wall = NOON;
  private volatile ApiResult<Catalog> answer = new ApiResult.Success<>(OLD);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void catalogIsReadAgainAfterTenMinutes() {
    CachedCatalog cached = cached(LONG_WAIT);
    assertThat(cached.state()).isEmpty();
    assertCurrent(cached.current(this::call), OLD);
    answer = new ApiResult.Success<>(NEW);
    advance(Duration.ofMinutes(9));
    assertCurrent(cached.current(this::call), OLD);
    assertThat(calls).hasValue(1);
    advance(Duration.ofMinutes(1));
    assertCurrent(cached.current(this::call), NEW);
    assertThat(calls).hasValue(2);
  }

  @Test
  void refreshedCatalogIsAtMostHalfAMinuteOld() {
    CachedCatalog cached = cached(LONG_WAIT);
    cached.refreshed(this::call);
    advance(Duration.ofSeconds(29));
    cached.refreshed(this::call);
    assertThat(calls).hasValue(1);
    advance(Duration.ofSeconds(1));
    cached.refreshed(this::call);
    assertThat(calls).hasValue(2);
  }

  @Test
  void wallClockDoesNotAffectAges() {
    CachedCatalog cached = cached(LONG_WAIT);
    cached.current(this::call);
    wall = NOON.minus(Duration.ofHours(1));
    cached.current(this::call);
    assertThat(calls).hasValue(1);
    advance(Duration.ofMinutes(10));
    assertThat(cached.current(this::call))
        .isInstanceOfSatisfying(
            CatalogState.Current.class, known -> assertThat(known.time()).isEqualTo(wall));
  }

  @Test
  void lastCatalogStaysInForceDuringAnOutage() {
    CachedCatalog cached = cached(LONG_WAIT);
    cached.current(this::call);
    answer = new ApiResult.Failure<>(unavailable("503"));
    wall = NOON.plus(Duration.ofHours(3));
    for (int minute = 0; minute < 30; minute++) {
      advance(Duration.ofMinutes(10));
      CatalogState state = cached.current(this::call);
      assertThat(state)
          .isEqualTo(new CatalogState.Stale(snapshot(state), NOON, unavailable("503")));
      assertThat(state.allowed()).contains(OLD);
      assertThat(cached.refreshed(this::call).allowed()).contains(OLD);
    }
    answer = new ApiResult.Success<>(NEW);
    advance(Duration.ofMinutes(1));
    assertCurrent(cached.current(this::call), NEW);
  }

  @Test
  void failedReadIsRetriedOnceAMinute() {
    CachedCatalog cached = cached(LONG_WAIT);
    answer = new ApiResult.Failure<>(unavailable("503"));
    cached.current(this::call);
    advance(Duration.ofSeconds(59));
    cached.current(this::call);
    assertThat(calls).hasValue(1);
    advance(Duration.ofSeconds(1));
    cached.current(this::call);
    assertThat(calls).hasValue(2);
  }

  /** Messages may differ with every attempt, and a new message would be a status write. */
  @Test
  void firstFailureOfATypeIsKept() {
    CachedCatalog cached = cached(LONG_WAIT);
    answer = new ApiResult.Failure<>(unavailable("request 1 failed"));
    cached.current(this::call);
    answer = new ApiResult.Failure<>(unavailable("request 2 failed"));
    advance(Duration.ofMinutes(1));
    assertThat(why(cached.current(this::call))).isEqualTo(unavailable("request 1 failed"));
    answer = new ApiResult.Failure<>(new ApiFailure.Forbidden("not yours"));
    advance(Duration.ofMinutes(1));
    assertThat(why(cached.current(this::call))).isEqualTo(new ApiFailure.Forbidden("not yours"));
  }

  @Test
  void assistantsNoteTheMissingCatalogOnlyIfItWasNeverRead() {
    CachedCatalog cached = cached(LONG_WAIT);
    answer = new ApiResult.Failure<>(unavailable("503"));
    var live = Readings.answer("{\"assistant\": {}}");
    assertThat(cached.current(this::call).notes(live)).hasSize(1);
    assertThat(cached.current(this::call).allowed()).isEmpty();
    cached.markAsRead();
    assertThat(cached.current(this::call).notes(live)).isEmpty();
  }

  @Test
  void firstReadIsSharedByAllThreads() throws Exception {
    CachedCatalog cached = cached(LONG_WAIT);
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Supplier<ApiResult<Catalog>> slow = () -> slowly(begun, go);
    List<Future<CatalogState>> all = new ArrayList<>();
    all.add(threads.submit(() -> cached.current(slow)));
    begun.await();
    for (int i = 0; i < 20; i++) {
      all.add(threads.submit(() -> cached.current(slow)));
      all.add(threads.submit(() -> cached.refreshed(slow)));
    }
    assertThat(cached.state()).isEmpty();
    go.countDown();
    for (Future<CatalogState> one : all) {
      assertCurrent(one.get(), OLD);
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void waitIsBounded() throws Exception {
    CachedCatalog cached = cached(Duration.ofMillis(20));
    var never = new CountDownLatch(1);
    Future<CatalogState> reader = stuck(cached, never);
    CatalogState state = threads.submit(() -> cached.current(this::call)).get();
    assertThat(state.allowed()).isEmpty();
    assertThat(state.notes(Readings.answer("{\"assistant\": {}}"))).isEmpty();
    assertThat(calls).hasValue(0);
    never.countDown();
    assertCurrent(reader.get(), OLD);
  }

  @Test
  void failedReaderReleasesWaitingThreads() throws Exception {
    CachedCatalog cached = cached(LONG_WAIT);
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Future<CatalogState> reader =
        threads.submit(
            () ->
                cached.current(
                    () -> {
                      slowly(begun, go);
                      throw new IllegalStateException("a bug");
                    }));
    begun.await();
    Future<CatalogState> other = threads.submit(() -> cached.current(this::call));
    go.countDown();
    assertThatThrownBy(reader::get).isInstanceOf(ExecutionException.class);
    other.get(10, TimeUnit.SECONDS);
    assertCurrent(cached.current(this::call), OLD);
  }

  @Test
  void otherThreadsUseTheOldCatalogDuringARead() throws Exception {
    CachedCatalog cached = cached(LONG_WAIT);
    cached.current(this::call);
    answer = new ApiResult.Success<>(NEW);
    advance(Duration.ofMinutes(10));
    var go = new CountDownLatch(1);
    Future<CatalogState> reader = stuck(cached, go);
    assertCurrent(cached.current(this::call), OLD);
    Future<CatalogState> missing = threads.submit(() -> cached.refreshed(this::call));
    go.countDown();
    assertCurrent(reader.get(), NEW);
    assertCurrent(missing.get(), NEW);
    assertThat(calls).hasValue(2);
  }

  @Test
  void evictedCatalogIsReadAgain() {
    var full = new SharedStore<CatalogSnapshot>(1);
    CachedCatalog cached = cached(full, LONG_WAIT);
    cached.current(this::call);
    cached.current(this::call);
    assertThat(calls).hasValue(1);
    answer = new ApiResult.Success<>(NEW);
    cached(full, LONG_WAIT).current(this::call);
    assertThat(cached.state()).isEmpty();
    assertCurrent(cached.current(this::call), NEW);
    assertThat(calls).hasValue(3);
  }

  /** Every reconcile of the account reads the status, and a catalog may be large. */
  @Test
  void statusIsComputedOnce() {
    CachedCatalog cached = cached(LONG_WAIT);
    var once = cached.current(this::call).status().orElseThrow();
    var again = cached.current(this::call).status().orElseThrow();
    assertThat(once).isEqualTo(again);
    assertThat(once.providers()).isSameAs(again.providers());
    answer = new ApiResult.Success<>(catalog("Clara"));
    advance(Duration.ofMinutes(10));
    assertThat(cached.current(this::call).status().orElseThrow().providers())
        .as("an equal catalog")
        .isSameAs(once.providers());
    assertThat(calls).hasValue(2);
    assertThat(once.hash()).matches("[0-9a-f]{12}");
    assertThat(once.time()).isEqualTo("2026-11-01T12:00:00Z");
  }

  private CachedCatalog cached(Duration maxWait) {
    return cached(store, maxWait);
  }

  private CachedCatalog cached(SharedStore<CatalogSnapshot> where, Duration maxWait) {
    return new CachedCatalog(
        new CachedRead<>(where, CacheTiming.DEFAULT, () -> now, () -> wall, maxWait));
  }

  private ApiResult<Catalog> call() {
    calls.incrementAndGet();
    return answer;
  }

  private ApiResult<Catalog> slowly(CountDownLatch begun, CountDownLatch go) {
    begun.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return call();
  }

  /** Starts a thread that reads until the latch opens. */
  private Future<CatalogState> stuck(CachedCatalog cached, CountDownLatch go)
      throws InterruptedException {
    var begun = new CountDownLatch(1);
    Callable<CatalogState> reader = () -> cached.current(() -> slowly(begun, go));
    Future<CatalogState> future = threads.submit(reader);
    begun.await();
    return future;
  }

  private void advance(Duration time) {
    now = now.plus(time);
  }

  private static ApiFailure unavailable(String message) {
    return new ApiFailure.Unavailable(OptionalInt.of(503), Optional.empty(), message);
  }

  private static ApiFailure why(CatalogState state) {
    return switch (state) {
      case CatalogState.Current current -> throw new AssertionError(current);
      case CatalogState.Stale stale -> stale.why();
      case CatalogState.Unavailable unavailable -> unavailable.why();
    };
  }

  private static CatalogSnapshot snapshot(CatalogState state) {
    return ((CatalogState.Stale) state).snapshot();
  }

  private static void assertCurrent(CatalogState state, Catalog catalog) {
    assertThat(state).isInstanceOf(CatalogState.Current.class);
    assertThat(state.allowed()).contains(catalog);
  }

  private static Catalog catalog(String voice) {
    return Readings.catalog(
        "{\"voice\": {\"providers\": [{\"value\": \"vapi\", \"voiceIds\": [\"%s\"]}]}}"
            .formatted(voice));
  }
}
