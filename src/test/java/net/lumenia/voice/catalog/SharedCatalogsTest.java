package net.lumenia.voice.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Catalog.Plain;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;
import net.lumenia.voice.lumenia.cache.SharedStore;
import org.junit.jupiter.api.Test;

class SharedCatalogsTest {

  private static final int VALUES = 10;
  private static final long ONE = snapshot(0).footprint();

  @Test
  void equalCatalogsAreStoredOnce() {
    var store = new SharedStore<CatalogSnapshot>(Catalogs.LIMIT);
    SharedStore.Shared<CatalogSnapshot> first = store.share(snapshot(1));
    assertThat(store.share(snapshot(1))).isSameAs(first);
    assertThat(store.share(snapshot(2))).isNotSameAs(first);
    assertThat(store.footprint()).isEqualTo(2 * ONE);
  }

  @Test
  void leastRecentlyUsedCatalogIsEvicted() {
    var store = new SharedStore<CatalogSnapshot>(3 * ONE);
    List<SharedStore.Shared<CatalogSnapshot>> three =
        IntStream.range(0, 3).mapToObj(i -> store.share(snapshot(i))).toList();
    assertThat(store.use(three.getFirst())).isPresent();
    SharedStore.Shared<CatalogSnapshot> fourth = store.share(snapshot(4));
    assertThat(store.use(three.get(0))).isPresent();
    assertThat(store.use(three.get(1))).isEmpty();
    assertThat(store.use(three.get(2))).isPresent();
    assertThat(store.use(fourth)).isPresent();
    assertThat(store.footprint()).isEqualTo(3 * ONE);
  }

  /** The evicted instance stays empty. */
  @Test
  void evictedCatalogCanBeAddedAgain() {
    var store = new SharedStore<CatalogSnapshot>(ONE);
    SharedStore.Shared<CatalogSnapshot> evicted = store.share(snapshot(1));
    store.share(snapshot(2));
    SharedStore.Shared<CatalogSnapshot> again = store.share(snapshot(1));
    assertThat(store.use(evicted)).isEmpty();
    assertThat(store.use(again)).isPresent();
    assertThat(store.footprint()).isEqualTo(ONE);
  }

  @Test
  void manyAccountsStayWithinTheLimit() {
    var store = new SharedStore<CatalogSnapshot>(100 * ONE);
    List<SharedStore.Shared<CatalogSnapshot>> accounts =
        IntStream.range(0, 2_000).mapToObj(i -> store.share(snapshot(i))).toList();
    assertThat(store.footprint()).isLessThanOrEqualTo(100 * ONE);
    assertThat(accounts.stream().filter(one -> store.use(one).isPresent())).hasSize(100);
    assertThat(store.use(accounts.getLast())).isPresent();
  }

  @Test
  void lastCatalogIsStoredWhateverItsSize() {
    var store = new SharedStore<CatalogSnapshot>(1);
    SharedStore.Shared<CatalogSnapshot> first = store.share(snapshot(1));
    assertThat(store.use(first)).isPresent();
    SharedStore.Shared<CatalogSnapshot> second = store.share(snapshot(2));
    assertThat(store.use(first)).isEmpty();
    assertThat(store.use(second)).isPresent();
  }

  @Test
  void largestCatalogFits() {
    var largest = CatalogSnapshot.of(catalog(i -> "\u4e00".repeat(250) + i, 4_000));
    assertThat(largest.footprint()).isBetween(4_000L * 250 * 2, Catalogs.LIMIT);
  }

  @Test
  void unusedCatalogIsRemoved() {
    var store = new SharedStore<CatalogSnapshot>(Catalogs.LIMIT);
    IntStream.range(0, 10).forEach(i -> store.share(snapshot(i)));
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(store.footprint()).isZero();
            });
  }

  private static CatalogSnapshot snapshot(int number) {
    return CatalogSnapshot.of(catalog(i -> "voice-%06d-%d".formatted(number, i), VALUES));
  }

  private static Catalog catalog(IntFunction<String> value, int count) {
    var voices = new LinkedHashMap<String, Plain>();
    IntStream.range(0, count).forEach(i -> voices.put(value.apply(i), new Plain()));
    return new Catalog(
        AllowedValues.only(
            Map.of(
                "vapi", new VoiceProvider(AllowedValues.only(voices), AllowedValues.anything()))),
        AllowedValues.anything());
  }
}
