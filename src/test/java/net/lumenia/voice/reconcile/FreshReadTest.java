package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.reconcile.FreshRead.Found;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When what was read begins to get old. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class FreshReadTest {

  private static final int AT_ONCE = 64;

  private final AtomicLong now = new AtomicLong();
  private KubernetesMockServer server;
  private KubernetesClient client;

  /** Otherwise an operator that has much to do would give up everything that it begins. */
  @Test
  void whatStillWaitsForRoomDoesNot() throws Exception {
    server
        .expect()
        .get()
        .withPath("/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme")
        .andReturn(200, assistant())
        .once();
    var limit = new ApiServerLimit(() -> true);
    var end = new CompletableFuture<Boolean>();
    occupy(limit, end);
    var freshRead = new FreshRead(client, limit, new Freshness(() -> true, now::get));
    var reading = new FutureTask<>(() -> freshRead.read(assistant(), Optional.empty()));
    Thread reader = Thread.ofPlatform().daemon().start(reading);
    Awaitility.await().until(() -> reader.getState() == Thread.State.WAITING);
    pass(Duration.ofSeconds(11));
    end.complete(true);
    Found found = reading.get();
    assertThat(found.resource()).isPresent();
    assertThat(found.permission().holds()).isTrue();
    pass(Duration.ofSeconds(10));
    assertThat(found.permission().holds()).isFalse();
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

  private void pass(Duration time) {
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
    return assistant;
  }
}
