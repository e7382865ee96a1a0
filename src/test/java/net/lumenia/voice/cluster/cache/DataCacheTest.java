package net.lumenia.voice.cluster.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.lumenia.voice.cluster.References;
import org.junit.jupiter.api.Test;

class DataCacheTest {

  private final DataCache<ConfigMap, String> cache =
      new DataCache<>(
          () -> configMap("", Map.of()),
          (configMap, key) -> configMap.getData().getOrDefault(key, "none"),
          Runnable::run);
  private final ItemStore<ConfigMap> store = new KeyStore<>("", cache.asContent());
  private final Map<String, Set<String>> references = new HashMap<>();
  private final List<String> changes = new ArrayList<>();

  DataCacheTest() {
    cache.setReferences(key -> references.getOrDefault(key, Set.of()));
    cache.addListener((object, keys) -> changes.add(References.key(object) + " " + keys));
  }

  @Test
  void unreferencedObjectIsNotCached() {
    update("prompts", Map.of("text", "Be kind."));
    delete("prompts");
    assertThat(cache.size()).isZero();
    assertThat(changes).isEmpty();
  }

  @Test
  void onlyReferencedDataKeysAreCached() {
    references.put("team/prompts", Set.of("text"));
    update("prompts", Map.of("text", "Be kind.", "other", "x"));
    assertThat(get("prompts", "text", DataCacheTest::noRead)).contains("Be kind.");
    assertThat(changes).containsExactly("team/prompts [text]");
    assertThat(store.values()).allSatisfy(kept -> assertThat(kept.getData()).isEmpty());
  }

  @Test
  void onlyChangesOfReferencedDataKeysAreReported() {
    references.put("team/prompts", Set.of("text", "more"));
    update("prompts", Map.of("text", "Be kind.", "other", "1"));
    changes.clear();
    update("prompts", Map.of("text", "Be kind.", "other", "2"));
    assertThat(changes).isEmpty();
    update("prompts", Map.of("text", "Be brief.", "other", "2"));
    assertThat(changes).containsExactly("team/prompts [text]");
    update("prompts", Map.of("text", "Be brief.", "more", "More."));
    assertThat(changes).containsExactly("team/prompts [text]", "team/prompts [more]");
  }

  /** A watch by label reports an object that loses its label as deleted. */
  @Test
  void deletedObjectIsRemoved() {
    references.put("team/prompts", Set.of("text"));
    update("prompts", Map.of("text", "Be kind."));
    changes.clear();
    delete("prompts");
    assertThat(changes).containsExactly("team/prompts [text]");
    assertThat(get("prompts", "text", Optional::empty)).isEmpty();
    assertThat(cache.size()).isZero();
  }

  @Test
  void objectOfANewReferenceIsReadOnce() {
    update("prompts", Map.of("text", "Be kind."));
    references.put("team/prompts", Set.of("text"));
    assertThat(get("prompts", "text", reads("Be kind."))).contains("Be kind.");
    assertThat(get("prompts", "text", DataCacheTest::noRead)).contains("Be kind.");
    delete("prompts");
    assertThat(changes).containsExactly("team/prompts [text]");
  }

  @Test
  void newDataKeyOfACachedObjectIsReadOnce() {
    references.put("team/prompts", Set.of("text"));
    update("prompts", Map.of("text", "Be kind."));
    references.put("team/prompts", Set.of("text", "more"));
    assertThat(get("prompts", "more", reads("Be kind."))).contains("none");
    assertThat(get("prompts", "more", DataCacheTest::noRead)).contains("none");
    assertThat(get("prompts", "text", DataCacheTest::noRead)).contains("Be kind.");
  }

  @Test
  void missingObjectIsReadEveryTime() {
    references.put("team/prompts", Set.of("text"));
    assertThat(get("prompts", "text", Optional::empty)).isEmpty();
    assertThat(get("prompts", "text", reads("Be kind."))).contains("Be kind.");
  }

  /** The result of the read may be older than the event. */
  @Test
  void eventDuringAReadReplacesItsResult() {
    references.put("team/prompts", Set.of("text"));
    assertThat(
            get(
                "prompts",
                "text",
                () -> {
                  update("prompts", Map.of("text", "Be brief."));
                  return reads("Be kind.").get();
                }))
        .contains("Be kind.");
    assertThat(changes).containsExactly("team/prompts [text]");
    assertThat(get("prompts", "text", DataCacheTest::noRead)).contains("Be brief.");
  }

  /** Otherwise an object would stay cached after its owner withdraws the consent. */
  @Test
  void objectThatIsDeletedDuringAReadIsNotCached() {
    references.put("team/prompts", Set.of("text"));
    assertThat(
            get(
                "prompts",
                "text",
                () -> {
                  delete("prompts");
                  get("prompts", "text", Optional::empty);
                  return reads("Be kind.").get();
                }))
        .contains("Be kind.");
    assertThat(get("prompts", "text", Optional::empty)).isEmpty();
  }

  @Test
  void failedReadIsNotCached() {
    references.put("team/prompts", Set.of("text"));
    assertThatThrownBy(
            () ->
                get(
                    "prompts",
                    "text",
                    () -> {
                      throw new KubernetesClientException("away");
                    }))
        .hasMessage("away");
    assertThat(get("prompts", "text", reads("Be kind."))).contains("Be kind.");
  }

  @Test
  void releasedDataKeysAreDropped() {
    references.put("team/prompts", Set.of("text", "more"));
    update("prompts", Map.of("text", "Be kind.", "more", "More."));
    references.put("team/prompts", Set.of("text"));
    cache.release("team/prompts");
    assertThat(get("prompts", "text", DataCacheTest::noRead)).contains("Be kind.");
    references.clear();
    cache.release("team/prompts");
    assertThat(cache.size()).isZero();
  }

  /** A reconcile may still be running when its resource is deleted. */
  @Test
  void readForADeletedResourceIsNotCached() {
    assertThat(get("prompts", "text", reads("Be kind."))).contains("Be kind.");
    assertThat(cache.size()).isZero();
  }

  /** An informer removes everything that it sees in the store and not in its list. */
  @Test
  void informerOfANamespaceSeesOnlyItsObjects() {
    references.put("team/prompts", Set.of("text"));
    references.put("team-b/prompts", Set.of("text"));
    update("prompts", Map.of("text", "Be kind."));
    assertThat(new KeyStore<>("team", cache.asContent()).keySet()).containsExactly("team/prompts");
    assertThat(new KeyStore<>("team-b", cache.asContent()).values()).isEmpty();
  }

  private Optional<String> get(String name, String key, Supplier<Optional<ConfigMap>> fresh) {
    return cache.get("team", name, key, fresh);
  }

  private static Optional<ConfigMap> noRead() {
    throw new AssertionError("the object is cached");
  }

  private static Supplier<Optional<ConfigMap>> reads(String text) {
    return () -> Optional.of(configMap("prompts", Map.of("text", text)));
  }

  private void update(String name, Map<String, String> data) {
    ConfigMap configMap = configMap(name, data);
    store.put(store.getKey(configMap), configMap);
  }

  private void delete(String name) {
    store.remove(store.getKey(configMap(name, Map.of())));
  }

  private static ConfigMap configMap(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("team")
        .withName(name)
        .endMetadata()
        .withData(data)
        .build();
  }
}
