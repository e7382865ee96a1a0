package net.lumenia.voice.cluster.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client's own informer on a mock API server. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class DataInformersTest {

  private static final String CONFIG_MAPS = "/api/v1/namespaces/team/configmaps?";
  private static final String PAGE =
      CONFIG_MAPS + "labelSelector=voice.lumenia.net%2Fprompt%3Dtrue&limit=" + ListPages.MAX_SIZE;
  private static final String NEXT_PAGE =
      CONFIG_MAPS
          + "continue=next&labelSelector=voice.lumenia.net%2Fprompt%3Dtrue&limit="
          + ListPages.MAX_SIZE;
  private static final String WATCH =
      CONFIG_MAPS
          + "allowWatchBookmarks=true&labelSelector=voice.lumenia.net%%2Fprompt%%3Dtrue&resourceVersion=%s&timeoutSeconds=600&watch=true";

  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final DataCache<ConfigMap, String> cache =
      new DataCache<>(
          () -> configMap("", ""),
          (configMap, key) -> configMap.getData().getOrDefault(key, "none"),
          Runnable::run);
  private KubernetesMockServer server;
  private KubernetesClient client;
  private Optional<DataInformers<ConfigMap, VoiceAssistant>> informers = Optional.empty();

  @AfterEach
  void stop() {
    informers.ifPresent(DataInformers::stop);
  }

  @Test
  void listInPagesCachesReferencedObjects() {
    list(PAGE, page("1", "next", "first", "unused"));
    list(NEXT_PAGE, page("1", "", "second"));
    watch("1", new WatchEvent(configMap("first", "Be brief."), "MODIFIED"));
    start();
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cached("second")).contains("Be kind.");
    Awaitility.await().untilAsserted(() -> assertThat(cached("first")).contains("Be brief."));
    assertThat(changes).containsExactly("first", "second", "first");
    assertThat(informers.orElseThrow().informerHealthIndicators().values())
        .hasSize(1)
        .allSatisfy(informer -> assertThat(informer.isRunning()).isTrue());
  }

  /** The new list also shows deletions. */
  @Test
  void listIsRepeatedWhenTheWatchIsTooOld() {
    list(PAGE, page("1", "next", "first"));
    list(NEXT_PAGE, page("1", "", "second"));
    watch("1", new WatchEvent(new StatusBuilder().withCode(410).build(), "ERROR"));
    list(PAGE, page("9", "next", "second"));
    list(NEXT_PAGE, page("9", ""));
    watch("9", new WatchEvent(configMap("second", "Be brief."), "MODIFIED"));
    start();
    Awaitility.await().untilAsserted(() -> assertThat(cached("second")).contains("Be brief."));
    assertThat(cache.size()).isEqualTo(1);
    assertThat(changes).containsExactly("first", "second", "first", "second");
  }

  private void list(String path, ConfigMapListBuilder page) {
    server.expect().get().withPath(path).andReturn(200, page.build()).once();
  }

  private void watch(String resourceVersion, WatchEvent event) {
    server
        .expect()
        .get()
        .withPath(WATCH.formatted(resourceVersion))
        .andUpgradeToWebSocket()
        .open()
        .waitFor(100)
        .andEmit(event)
        .done()
        .once();
  }

  private static ConfigMapListBuilder page(
      String resourceVersion, String next, String... configMaps) {
    return new ConfigMapListBuilder()
        .withNewMetadata()
        .withContinue(next)
        .withResourceVersion(resourceVersion)
        .endMetadata()
        .withItems(List.of(configMaps).stream().map(name -> configMap(name, "Be kind.")).toList());
  }

  private void start() {
    cache.setReferences(key -> key.endsWith("unused") ? Set.of() : Set.of("text"));
    cache.addListener((object, _) -> changes.add(object.getName()));
    informers =
        Optional.of(
            new DataInformers<>(
                ConfigMap.class,
                PromptCache.PROMPT_LABEL,
                cache,
                References::prompts,
                client,
                new LargeObjectReader(client, new ApiServerLimit(Fence.open(System::nanoTime))),
                Set.of("team")));
    informers.get().start();
  }

  private Optional<String> cached(String name) {
    return cache.get("team", name, "text", Optional::empty);
  }

  private static ConfigMap configMap(String name, String text) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("team")
        .withName(name)
        .withResourceVersion(text)
        .endMetadata()
        .withData(Map.of("text", text))
        .build();
  }
}
