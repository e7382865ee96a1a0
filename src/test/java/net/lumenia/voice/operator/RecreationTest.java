package net.lumenia.voice.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.network.NetworkSettings;
import org.junit.jupiter.api.Test;

/**
 * A resource that is deleted and created again while the watch is interrupted: after a 410 the new
 * list has another resource of that name, which arrives as an update with a lower generation. A
 * real API server does not expire its history that fast.
 */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class RecreationTest {

  private static final String ALL = "/apis/voice.lumenia.net/v1alpha1/voiceassistants";
  private static final String LIST = ALL + "?limit=" + ListPages.MAX_SIZE;
  private static final String WATCH =
      ALL + "?allowWatchBookmarks=true&resourceVersion=%s&timeoutSeconds=600&watch=true";
  private static final OperatorConfig CONFIG =
      new OperatorConfig(
          Optional.empty(),
          Set.of(),
          Slice.whole(),
          BaseUrlPolicy.of(Optional.empty(), Set.of(), false),
          NetworkSettings.direct(),
          Duration.ofMinutes(5),
          CallLimits.OF_PROCESS,
          Optional.empty(),
          0,
          Optional.empty(),
          "test");

  private KubernetesMockServer server;
  private KubernetesClient client;

  private final Set<String> reconciled = ConcurrentHashMap.newKeySet();

  private final class Recorder implements Reconciler<VoiceAssistant> {

    @Override
    public UpdateControl<VoiceAssistant> reconcile(
        VoiceAssistant resource, Context<VoiceAssistant> context) {
      reconciled.add(resource.getMetadata().getUid());
      return UpdateControl.noUpdate();
    }
  }

  @Test
  void recreatedResourceIsReconciled() {
    server.expect().withPath(LIST).andReturn(200, list("5", "old", 3)).once();
    server
        .expect()
        .withPath(WATCH.formatted("5"))
        .andUpgradeToWebSocket()
        .open()
        .waitFor(500)
        .andEmit(gone())
        .done()
        .once();
    server.expect().withPath(LIST).andReturn(200, list("9", "new", 1)).once();
    server.expect().withPath(WATCH.formatted("9")).andUpgradeToWebSocket().open().done().always();
    var operator =
        new Operator(
            overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(new Recorder(), controller -> VoiceOperatorService.scope(controller, CONFIG));
    operator.start();
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> reconciled.contains("new"));
    } finally {
      operator.stop();
    }
  }

  private static WatchEvent gone() {
    return new WatchEvent(
        new StatusBuilder()
            .withCode(410)
            .withMessage(
                "410: The event in requested index is outdated and cleared (the requested history has been cleared [3/1]) [2]")
            .build(),
        "ERROR");
  }

  private static KubernetesResourceList<VoiceAssistant> list(
      String version, String uid, long generation) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("acme")
            .withUid(uid)
            .withGeneration(generation)
            .withResourceVersion(version)
            .build());
    var list = new DefaultKubernetesResourceList<VoiceAssistant>();
    list.setMetadata(new ListMetaBuilder().withResourceVersion(version).build());
    list.getItems().add(assistant);
    return list;
  }
}
