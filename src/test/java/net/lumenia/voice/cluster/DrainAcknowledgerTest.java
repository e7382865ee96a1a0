package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.Map;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

/** The labels are removed together, and only from the version whose drain was asked for. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class DrainAcknowledgerTest {

  private static final String SHARD = "shard.alpha.sharding.timebertt.dev/voices";
  private static final String DRAIN = "drain.alpha.sharding.timebertt.dev/voices";
  private static final Map<String, String> DRAINING = Map.of(SHARD, "one", DRAIN, "true");
  private static final String PATH =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme";

  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void bothLabelsAreRemovedInOneUpdate() throws Exception {
    server.expect().patch().withPath(PATH).andReturn(200, resource("8", Map.of())).once();
    acknowledge();
    var request = server.takeRequest();
    assertThat(request.getHeader("Content-Type")).startsWith("application/merge-patch+json");
    assertThat(request.getBody().readUtf8())
        .startsWith("{\"metadata\":{\"uid\":\"1\",\"resourceVersion\":\"7\",\"labels\":{")
        .contains("\"%s\":null".formatted(SHARD), "\"%s\":null".formatted(DRAIN));
  }

  @Test
  void versionThatIsStillToBeDrainedIsAcknowledged() throws Exception {
    conflict();
    server.expect().get().withPath(PATH).andReturn(200, resource("9", DRAINING)).once();
    server.expect().patch().withPath(PATH).andReturn(200, resource("10", Map.of())).once();
    acknowledge();
    server.takeRequest();
    server.takeRequest();
    assertThat(server.takeRequest().getBody().readUtf8()).contains("\"resourceVersion\":\"9\"");
  }

  @Test
  void newAssignmentStays() {
    conflict();
    server
        .expect()
        .get()
        .withPath(PATH)
        .andReturn(200, resource("9", Map.of(SHARD, "two", DRAIN, "true")))
        .once();
    acknowledge();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void deletedResourceNeedsNoAcknowledgment() {
    server.expect().patch().withPath(PATH).andReturn(404, failure(404)).once();
    acknowledge();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void missingPermissionThrows() {
    server.expect().patch().withPath(PATH).andReturn(403, failure(403)).once();
    assertThatThrownBy(this::acknowledge).isInstanceOf(KubernetesClientException.class);
  }

  private void conflict() {
    server.expect().patch().withPath(PATH).andReturn(409, failure(409)).once();
  }

  private void acknowledge() {
    new DrainAcknowledger(
            client,
            new ApiServerLimit(Fence.open(System::nanoTime)),
            new Slice.Shard("voices", "one"))
        .acknowledge(resource("7", DRAINING));
  }

  private static VoiceAssistant resource(String version, Map<String, String> labels) {
    var resource = new VoiceAssistant();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("acme")
            .withUid("1")
            .withResourceVersion(version)
            .withLabels(labels)
            .build());
    return resource;
  }

  private static Status failure(int code) {
    return new StatusBuilder().withCode(code).withMessage("no").build();
  }
}
