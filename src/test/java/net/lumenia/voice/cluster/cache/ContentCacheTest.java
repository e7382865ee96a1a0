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

class ContentCacheTest {

  private final ContentCache<ConfigMap, String> cache =
      new ContentCache<>(
          () -> configMap("", Map.of()),
          (configMap, key) -> configMap.getData().getOrDefault(key, "none"),
          Runnable::run);
  private final ItemStore<ConfigMap> store = cache.storeFor("");
  private final Map<String, Set<String>> references = new HashMap<>();
  private final List<String> told = new ArrayList<>();

  ContentCacheTest() {
    cache.referredToBy(key -> references.getOrDefault(key, Set.of()));
    cache.addListener((object, keys) -> told.add(References.key(object) + " " + keys));
  }

  @Test
  void nothingIsKeptOfWhatNoResourceRefersTo() {
    arrives("prompts", Map.of("text", "Be kind."));
    goes("prompts");
    assertThat(cache.size()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsReferredToIsKeptAndNothingElse() {
    references.put("team/prompts", Set.of("text"));
    arrives("prompts", Map.of("text", "Be kind.", "other", "x"));
    assertThat(get("prompts", "text", ContentCacheTest::notAsked)).contains("Be kind.");
    assertThat(told).containsExactly("team/prompts [text]");
    assertThat(store.values()).allSatisfy(kept -> assertThat(kept.getData()).isEmpty());
  }

  @Test
  void onlyAChangeOfAKeyThatIsReferredToIsTold() {
    references.put("team/prompts", Set.of("text", "more"));
    arrives("prompts", Map.of("text", "Be kind.", "other", "1"));
    told.clear();
    arrives("prompts", Map.of("text", "Be kind.", "other", "2"));
    assertThat(told).isEmpty();
    arrives("prompts", Map.of("text", "Be brief.", "other", "2"));
    assertThat(told).containsExactly("team/prompts [text]");
    arrives("prompts", Map.of("text", "Be brief.", "more", "More."));
    assertThat(told).containsExactly("team/prompts [text]", "team/prompts [more]");
  }

  /** That is what a watch by label says of an object that loses its label, too. */
  @Test
  void whatGoesIsForgottenAtOnce() {
    references.put("team/prompts", Set.of("text"));
    arrives("prompts", Map.of("text", "Be kind."));
    told.clear();
    goes("prompts");
    assertThat(told).containsExactly("team/prompts [text]");
    assertThat(get("prompts", "text", Optional::empty)).isEmpty();
    assertThat(cache.size()).isZero();
  }

  @Test
  void aReferenceThatAppearsLaterIsReadOnce() {
    arrives("prompts", Map.of("text", "Be kind."));
    references.put("team/prompts", Set.of("text"));
    assertThat(get("prompts", "text", reads("Be kind."))).contains("Be kind.");
    assertThat(get("prompts", "text", ContentCacheTest::notAsked)).contains("Be kind.");
    goes("prompts");
    assertThat(told).containsExactly("team/prompts [text]");
  }

  @Test
  void anotherKeyOfTheSameObjectIsReadOnce() {
    references.put("team/prompts", Set.of("text"));
    arrives("prompts", Map.of("text", "Be kind."));
    references.put("team/prompts", Set.of("text", "more"));
    assertThat(get("prompts", "more", reads("Be kind."))).contains("none");
    assertThat(get("prompts", "more", ContentCacheTest::notAsked)).contains("none");
    assertThat(get("prompts", "text", ContentCacheTest::notAsked)).contains("Be kind.");
  }

  @Test
  void whatIsNotThereIsReadEveryTime() {
    references.put("team/prompts", Set.of("text"));
    assertThat(get("prompts", "text", Optional::empty)).isEmpty();
    assertThat(get("prompts", "text", reads("Be kind."))).contains("Be kind.");
  }

  /** What was read may be older. */
  @Test
  void anEventDuringAReadWins() {
    references.put("team/prompts", Set.of("text"));
    assertThat(
            get(
                "prompts",
                "text",
                () -> {
                  arrives("prompts", Map.of("text", "Be brief."));
                  return reads("Be kind.").get();
                }))
        .contains("Be kind.");
    assertThat(told).containsExactly("team/prompts [text]");
    assertThat(get("prompts", "text", ContentCacheTest::notAsked)).contains("Be brief.");
  }

  /** Otherwise an owner's consent would outlive its withdrawal. */
  @Test
  void whatGoesDuringAReadStaysGone() {
    references.put("team/prompts", Set.of("text"));
    assertThat(
            get(
                "prompts",
                "text",
                () -> {
                  goes("prompts");
                  get("prompts", "text", Optional::empty);
                  return reads("Be kind.").get();
                }))
        .contains("Be kind.");
    assertThat(get("prompts", "text", Optional::empty)).isEmpty();
  }

  @Test
  void aReadThatFailsLeavesItUnknown() {
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
  void whatNoResourceRefersToAnyMoreIsDropped() {
    references.put("team/prompts", Set.of("text", "more"));
    arrives("prompts", Map.of("text", "Be kind.", "more", "More."));
    references.put("team/prompts", Set.of("text"));
    cache.release("team/prompts");
    assertThat(get("prompts", "text", ContentCacheTest::notAsked)).contains("Be kind.");
    references.clear();
    cache.release("team/prompts");
    assertThat(cache.size()).isZero();
  }

  /** The reconcile may still be under way when its resource is deleted. */
  @Test
  void whatIsReadForADeletedResourceIsNotKept() {
    assertThat(get("prompts", "text", reads("Be kind."))).contains("Be kind.");
    assertThat(cache.size()).isZero();
  }

  /** It removes all that it sees and does not find in its list. */
  @Test
  void theInformerOfANamespaceSeesOnlyThat() {
    references.put("team/prompts", Set.of("text"));
    references.put("team-b/prompts", Set.of("text"));
    arrives("prompts", Map.of("text", "Be kind."));
    assertThat(cache.storeFor("team").keySet()).containsExactly("team/prompts");
    assertThat(cache.storeFor("team-b").values()).isEmpty();
  }

  private Optional<String> get(String name, String key, Supplier<Optional<ConfigMap>> fresh) {
    return cache.get("team", name, key, fresh);
  }

  private static Optional<ConfigMap> notAsked() {
    throw new AssertionError("the API server need not be asked");
  }

  private static Supplier<Optional<ConfigMap>> reads(String text) {
    return () -> Optional.of(configMap("prompts", Map.of("text", text)));
  }

  private void arrives(String name, Map<String, String> data) {
    ConfigMap configMap = configMap(name, data);
    store.put(store.getKey(configMap), configMap);
  }

  private void goes(String name) {
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
