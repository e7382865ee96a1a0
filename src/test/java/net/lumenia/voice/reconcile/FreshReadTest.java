package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapListBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.LabelSelector;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.cluster.cache.PromptEntry;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.reconcile.FreshRead.Found;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a fresh read compares, and when its fence starts. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class FreshReadTest {

  private static final int AT_ONCE = 64;
  private static final String ACME =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme";

  private final AtomicLong now = new AtomicLong();
  private Slice slice = Slice.whole();
  private KubernetesMockServer server;
  private KubernetesClient client;

  /** Otherwise a busy operator would withhold every PATCH. */
  @Test
  void fenceDoesNotStartBeforeTheRequests() throws Exception {
    server
        .expect()
        .get()
        .withPath("/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme")
        .andReturn(200, assistant())
        .once();
    var limit = new ApiServerLimit(Fence.open(System::nanoTime));
    var end = new CompletableFuture<Boolean>();
    occupy(limit, end);
    var freshRead = freshRead(limit);
    var reading = new FutureTask<>(() -> freshRead.read(assistant(), Optional.empty()));
    Thread reader = Thread.ofPlatform().daemon().start(reading);
    Awaitility.await().until(() -> reader.getState() == Thread.State.WAITING);
    permit(Duration.ofSeconds(11));
    end.complete(true);
    Found found = reading.get();
    assertThat(found.resource()).isPresent();
    assertThat(found.fence().getAsBoolean()).isTrue();
    permit(Duration.ofSeconds(10));
    assertThat(found.fence().getAsBoolean()).isFalse();
  }

  @Test
  void unchangedResourceIsNotTransferred() throws InterruptedException {
    serve(assistant());
    VoiceAssistant cached = assistant();
    assertThat(read(cached)).containsSame(cached);
    assertThat(server.takeRequest().getHeader("Accept"))
        .isEqualTo("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void changedResourceIsReadAsAWhole() {
    VoiceAssistant changed = assistant();
    changed.getMetadata().setResourceVersion("8");
    serve(changed);
    assertThat(read(assistant()).orElseThrow().getMetadata().getResourceVersion()).isEqualTo("8");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void deletedAndRecreatedResourcesAreGone() {
    assertThat(read(assistant())).isEmpty();
    VoiceAssistant deleted = assistant();
    deleted.getMetadata().setDeletionTimestamp("2026-11-29T12:00:00Z");
    serve(deleted);
    assertThat(read(assistant())).isEmpty();
    VoiceAssistant recreated = assistant();
    recreated.getMetadata().setUid("2");
    serve(recreated);
    assertThat(read(assistant())).isEmpty();
  }

  /** Another process may be changing it. */
  @Test
  void resourceOfAnotherSliceIsGone() {
    slice = new Slice.Selected(LabelSelector.parse("slice=ours"));
    VoiceAssistant moved = assistant();
    moved.getMetadata().setResourceVersion("8");
    moved.getMetadata().setLabels(Map.of("slice", "theirs"));
    serve(moved);
    assertThat(read(assistant())).isEmpty();
    moved.getMetadata().setLabels(Map.of("slice", "ours"));
    serve(moved);
    assertThat(read(assistant())).isPresent();
  }

  @Test
  void failureIsNotTakenForADeletion() {
    var forbidden = new StatusBuilder().withCode(403).withMessage("no").build();
    server.expect().get().withPath(ACME).andReturn(403, forbidden).once();
    assertThatThrownBy(() -> read(assistant()))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("no");
  }

  private void serve(VoiceAssistant stored) {
    server.expect().get().withPath(ACME).andReturn(200, stored).times(2);
  }

  private Optional<VoiceAssistant> read(VoiceAssistant cached) {
    return freshRead(new ApiServerLimit(Fence.open(System::nanoTime)))
        .read(cached, Optional.empty())
        .resource();
  }

  /** Otherwise frequent changes of other keys would hold back the PATCH. */
  @Test
  void otherKeysOfTheConfigMapDoNotMatter() {
    serve(configMap(Map.of("text", "Be kind.", "other", "changed since")));
    assertThat(readPrompt("Be kind.").isPromptCurrent()).isTrue();
  }

  @Test
  void changedPromptIsNotSent() {
    serve(configMap(Map.of("text", "Be brief.")));
    assertThat(readPrompt("Be kind.").isPromptCurrent()).isFalse();
  }

  @Test
  void promptWithoutLabelIsNotSent() {
    serve();
    assertThat(readPrompt("Be kind.").isPromptCurrent()).isFalse();
  }

  private void serve(ConfigMap... labelled) {
    server
        .expect()
        .get()
        .withPath(
            "/api/v1/namespaces/team/configmaps?fieldSelector=metadata.name%3Dprompts&labelSelector=voice.lumenia.net%2Fprompt%3Dtrue")
        .andReturn(200, new ConfigMapListBuilder().withItems(labelled).build())
        .once();
  }

  private Found readPrompt(String text) {
    var source =
        new Prompt.Source(
            "team", new ConfigMapKeyRef("prompts", "text"), PromptEntry.Text.of(text).digest());
    return freshRead(new ApiServerLimit(Fence.open(System::nanoTime)))
        .read(assistant(), Optional.of(source));
  }

  private static ConfigMap configMap(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("team")
        .withName("prompts")
        .endMetadata()
        .withData(data)
        .build();
  }

  private FreshRead freshRead(ApiServerLimit limit) {
    return new FreshRead(
        client,
        limit,
        new LargeObjectReader(client, limit),
        Fence.open(now::get),
        LeaseTiming.DEFAULT.maxReadAge(),
        slice);
  }

  private static void occupy(ApiServerLimit limit, CompletableFuture<Boolean> end)
      throws InterruptedException {
    var occupied = new CountDownLatch(AT_ONCE);
    IntStream.range(0, AT_ONCE)
        .forEach(
            _ ->
                Thread.startVirtualThread(
                    () ->
                        limit.call(
                            () -> {
                              occupied.countDown();
                              return end.join();
                            })));
    occupied.await();
  }

  private void permit(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static VoiceAssistant assistant() {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("acme")
            .withUid("1")
            .withResourceVersion("7")
            .build());
    assistant.setSpec(new RawJson(JsonNodeFactory.instance.objectNode()));
    return assistant;
  }
}
