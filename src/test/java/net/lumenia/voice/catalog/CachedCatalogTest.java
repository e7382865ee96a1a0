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
import net.lumenia.voice.plan.Readings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachedCatalogTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Catalog OLD = catalog("Clara");
  private static final Catalog NEW = catalog("Elliot");

  private final CatalogStore store = new CatalogStore(CatalogStore.LIMIT);
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
  void isReadAgainWhenItIsTenMinutesOld() {
    CachedCatalog cached = cached(PATIENT);
    assertThat(cached.reading()).isEmpty();
    assertKnown(cached.current(this::call), OLD);
    answer = new ApiResult.Success<>(NEW);
    permit(Duration.ofMinutes(9));
    assertKnown(cached.current(this::call), OLD);
    assertThat(calls).hasValue(1);
    permit(Duration.ofMinutes(1));
    assertKnown(cached.current(this::call), NEW);
    assertThat(calls).hasValue(2);
  }

  @Test
  void aNewerOneIsHalfAMinuteOldAtMost() {
    CachedCatalog cached = cached(PATIENT);
    cached.newer(this::call);
    permit(Duration.ofSeconds(29));
    cached.newer(this::call);
    assertThat(calls).hasValue(1);
    permit(Duration.ofSeconds(1));
    cached.newer(this::call);
    assertThat(calls).hasValue(2);
  }

  @Test
  void theWallClockDecidesNothing() {
    CachedCatalog cached = cached(PATIENT);
    cached.current(this::call);
    wall = NOON.minus(Duration.ofHours(1));
    cached.current(this::call);
    assertThat(calls).hasValue(1);
    permit(Duration.ofMinutes(10));
    assertThat(cached.current(this::call))
        .isInstanceOfSatisfying(
            CatalogReading.Known.class, known -> assertThat(known.time()).isEqualTo(wall));
  }

  @Test
  void theLastOneThatCouldBeReadStaysInForce() {
    CachedCatalog cached = cached(PATIENT);
    cached.current(this::call);
    answer = new ApiResult.Failure<>(away("503"));
    wall = NOON.plus(Duration.ofHours(3));
    for (int minute = 0; minute < 30; minute++) {
      permit(Duration.ofMinutes(10));
      CatalogReading reading = cached.current(this::call);
      assertThat(reading).isEqualTo(new CatalogReading.Outdated(read(reading), NOON, away("503")));
      assertThat(reading.allowed()).contains(OLD);
      assertThat(cached.newer(this::call).allowed()).contains(OLD);
    }
    answer = new ApiResult.Success<>(NEW);
    permit(Duration.ofMinutes(1));
    assertKnown(cached.current(this::call), NEW);
  }

  @Test
  void afterAFailureItIsReadAgainOnceAMinute() {
    CachedCatalog cached = cached(PATIENT);
    answer = new ApiResult.Failure<>(away("503"));
    cached.current(this::call);
    permit(Duration.ofSeconds(59));
    cached.current(this::call);
    assertThat(calls).hasValue(1);
    permit(Duration.ofSeconds(1));
    cached.current(this::call);
    assertThat(calls).hasValue(2);
  }

  /** Messages of the API may differ with every attempt, and what is said of it ends in status. */
  @Test
  void failuresOfOneKindAreOneFailure() {
    CachedCatalog cached = cached(PATIENT);
    answer = new ApiResult.Failure<>(away("request 1 failed"));
    cached.current(this::call);
    answer = new ApiResult.Failure<>(away("request 2 failed"));
    permit(Duration.ofMinutes(1));
    assertThat(why(cached.current(this::call))).isEqualTo(away("request 1 failed"));
    answer = new ApiResult.Failure<>(new ApiFailure.Forbidden("not yours"));
    permit(Duration.ofMinutes(1));
    assertThat(why(cached.current(this::call))).isEqualTo(new ApiFailure.Forbidden("not yours"));
  }

  @Test
  void onlyWithoutAnyCatalogAssistantsAreToldThatThereIsNone() {
    CachedCatalog cached = cached(PATIENT);
    answer = new ApiResult.Failure<>(away("503"));
    var live = Readings.answer("{\"assistant\": {}}");
    assertThat(cached.current(this::call).notes(live)).hasSize(1);
    assertThat(cached.current(this::call).allowed()).isEmpty();
    cached.published();
    assertThat(cached.current(this::call).notes(live)).isEmpty();
  }

  @Test
  void theFirstOneIsReadByOneWhileTheOthersWait() throws Exception {
    CachedCatalog cached = cached(PATIENT);
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Supplier<ApiResult<Catalog>> slow = () -> slowly(begun, go);
    List<Future<CatalogReading>> all = new ArrayList<>();
    all.add(threads.submit(() -> cached.current(slow)));
    begun.await();
    for (int i = 0; i < 20; i++) {
      all.add(threads.submit(() -> cached.current(slow)));
      all.add(threads.submit(() -> cached.newer(slow)));
    }
    assertThat(cached.reading()).isEmpty();
    go.countDown();
    for (Future<CatalogReading> one : all) {
      assertKnown(one.get(), OLD);
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void nobodyWaitsLongerThanACallMayTake() throws Exception {
    CachedCatalog cached = cached(Duration.ofMillis(20));
    var never = new CountDownLatch(1);
    Future<CatalogReading> reader = stuck(cached, never);
    CatalogReading reading = threads.submit(() -> cached.current(this::call)).get();
    assertThat(reading.allowed()).isEmpty();
    assertThat(reading.notes(Readings.answer("{\"assistant\": {}}"))).isEmpty();
    assertThat(calls).hasValue(0);
    never.countDown();
    assertKnown(reader.get(), OLD);
  }

  @Test
  void aReaderThatThrowsLeavesNobodyWaiting() throws Exception {
    CachedCatalog cached = cached(PATIENT);
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Future<CatalogReading> reader =
        threads.submit(
            () ->
                cached.current(
                    () -> {
                      slowly(begun, go);
                      throw new IllegalStateException("a bug");
                    }));
    begun.await();
    Future<CatalogReading> other = threads.submit(() -> cached.current(this::call));
    go.countDown();
    assertThatThrownBy(reader::get).isInstanceOf(ExecutionException.class);
    other.get(10, TimeUnit.SECONDS);
    assertKnown(cached.current(this::call), OLD);
  }

  @Test
  void whileItIsReadAgainTheOthersGoOnWithTheOldOne() throws Exception {
    CachedCatalog cached = cached(PATIENT);
    cached.current(this::call);
    answer = new ApiResult.Success<>(NEW);
    permit(Duration.ofMinutes(10));
    var go = new CountDownLatch(1);
    Future<CatalogReading> reader = stuck(cached, go);
    assertKnown(cached.current(this::call), OLD);
    Future<CatalogReading> missing = threads.submit(() -> cached.newer(this::call));
    go.countDown();
    assertKnown(reader.get(), NEW);
    assertKnown(missing.get(), NEW);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatWasDroppedForLackOfRoomIsReadAgain() {
    var full = new CatalogStore(1);
    CachedCatalog cached = cached(full, PATIENT);
    cached.current(this::call);
    cached.current(this::call);
    assertThat(calls).hasValue(1);
    answer = new ApiResult.Success<>(NEW);
    cached(full, PATIENT).current(this::call);
    assertThat(cached.reading()).isEmpty();
    assertKnown(cached.current(this::call), NEW);
    assertThat(calls).hasValue(3);
  }

  /** It is asked for with every reconcile of the account, and a catalog may be large. */
  @Test
  void whatStatusShowsIsWorkedOutOnce() {
    CachedCatalog cached = cached(PATIENT);
    var once = cached.current(this::call).status().orElseThrow();
    var again = cached.current(this::call).status().orElseThrow();
    assertThat(once).isEqualTo(again);
    assertThat(once.providers()).isSameAs(again.providers());
    answer = new ApiResult.Success<>(catalog("Clara"));
    permit(Duration.ofMinutes(10));
    assertThat(cached.current(this::call).status().orElseThrow().providers())
        .as("a reading that changes nothing")
        .isSameAs(once.providers());
    assertThat(calls).hasValue(2);
    assertThat(once.hash()).matches("[0-9a-f]{12}");
    assertThat(once.time()).isEqualTo("2026-11-01T12:00:00Z");
  }

  private CachedCatalog cached(Duration patience) {
    return cached(store, patience);
  }

  private CachedCatalog cached(CatalogStore where, Duration patience) {
    return new CachedCatalog(where, () -> now, () -> wall, patience);
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

  /** A thread that reads until it may go on. */
  private Future<CatalogReading> stuck(CachedCatalog cached, CountDownLatch go)
      throws InterruptedException {
    var begun = new CountDownLatch(1);
    Callable<CatalogReading> reader = () -> cached.current(() -> slowly(begun, go));
    Future<CatalogReading> future = threads.submit(reader);
    begun.await();
    return future;
  }

  private void permit(Duration time) {
    now = now.plus(time);
  }

  private static ApiFailure away(String message) {
    return new ApiFailure.Unavailable(OptionalInt.of(503), Optional.empty(), message);
  }

  private static ApiFailure why(CatalogReading reading) {
    return switch (reading) {
      case CatalogReading.Known known -> throw new AssertionError(known);
      case CatalogReading.Outdated outdated -> outdated.why();
      case CatalogReading.Unknown unknown -> unknown.why();
    };
  }

  private static ReadCatalog read(CatalogReading reading) {
    return ((CatalogReading.Outdated) reading).read();
  }

  private static void assertKnown(CatalogReading reading, Catalog catalog) {
    assertThat(reading).isInstanceOf(CatalogReading.Known.class);
    assertThat(reading.allowed()).contains(catalog);
  }

  private static Catalog catalog(String voice) {
    return Readings.catalog(
        "{\"voice\": {\"providers\": [{\"value\": \"vapi\", \"voiceIds\": [\"%s\"]}]}}"
            .formatted(voice));
  }
}
