package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Map;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

/** Responses of the API server that a real one does not give on request. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class StatusWriterTest {

  private static final String RESOURCE =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme";
  private static final String STATUS = RESOURCE + "/status";

  private final RecentStatusWrites statusWrites = new RecentStatusWrites();
  private Slice slice = Slice.whole();
  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void onlyChangesAreWrittenWithTheResourceVersion() throws InterruptedException {
    server.expect().patch().withPath(STATUS).andReturn(200, resource("8", "b")).once();
    write(resource("7", "a"), "b");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeader("Content-Type")).startsWith("application/merge-patch+json");
    assertThat(request.getHeader("Accept")).contains("as=PartialObjectMetadata;");
    assertThat(request.getBody().readUtf8())
        .isEqualTo(
            "{\"metadata\":{\"resourceVersion\":\"7\"},\"status\":{\"workspaceSlug\":\"b\"}}");
  }

  @Test
  void unchangedStatusIsNotWritten() {
    write(resource("7", "a"), "a");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void conflictRecomputesTheStatusFromTheCurrentVersion() throws InterruptedException {
    server.expect().patch().withPath(STATUS).andReturn(409, failure(409)).once();
    server.expect().get().withPath(RESOURCE).andReturn(200, resource("9", "c")).once();
    server.expect().patch().withPath(STATUS).andReturn(200, resource("10", "c+b")).once();
    writer()
        .write(
            resource("7", "a"),
            StatusWriterTest::status,
            current ->
                slug(
                    String.valueOf(current.get("workspaceSlug")).equals("a")
                        ? "b"
                        : current.get("workspaceSlug") + "+b"));
    server.takeRequest();
    server.takeRequest();
    assertThat(server.takeRequest().getBody().readUtf8()).contains("\"9\"", "\"c+b\"");
  }

  @Test
  void deletedAndInvalidResourcesGetNoStatus() {
    server.expect().patch().withPath(STATUS).andReturn(404, failure(404)).once();
    write(resource("7", "a"), "b");
    server.expect().patch().withPath(STATUS).andReturn(422, failure(422)).once();
    write(resource("7", "a"), "b");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void refusalIsNewOncePerVersion() {
    server.expect().patch().withPath(STATUS).andReturn(422, failure(422)).always();

    assertThat(written(resource("7", "a"), "b"))
        .isEqualTo(new StatusWriter.Written.Refused(true, "no"));
    assertThat(statusWrites.isRefused(resource("7", "a"))).isTrue();
    assertThat(written(resource("7", "a"), "b"))
        .isEqualTo(new StatusWriter.Written.Refused(false, "no"));
    assertThat(statusWrites.isRefused(resource("8", "a"))).isFalse();
    assertThat(written(resource("8", "a"), "b"))
        .isEqualTo(new StatusWriter.Written.Refused(true, "no"));
  }

  @Test
  void writtenVersionIsRememberedUntilTheCacheShowsIt() {
    server.expect().patch().withPath(STATUS).andReturn(200, resource("8", "b")).once();

    assertThat(written(resource("7", "a"), "b")).isEqualTo(new StatusWriter.Written.Done());

    assertThat(statusWrites.mayBeStale(resource("7", "a"))).isTrue();
    assertThat(statusWrites.mayBeStale(resource("8", "b"))).isFalse();
    assertThat(statusWrites.mayBeStale(resource("7", "a"))).isFalse();
  }

  @Test
  void recreatedResourceGetsNoStatus() {
    VoiceAssistant another = resource("9", "c");
    another.getMetadata().setUid("another");
    server.expect().patch().withPath(STATUS).andReturn(409, failure(409)).once();
    server.expect().get().withPath(RESOURCE).andReturn(200, another).once();
    write(resource("7", "a"), "b");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  /** A PATCH that was sent before the resource moved is reported, so nothing is sent again. */
  @Test
  void reportOnAMovedResourceIsCompleted() throws InterruptedException {
    slice = new Slice.Selected(LabelSelector.parse("slice=ours"));
    server.expect().patch().withPath(STATUS).andReturn(409, failure(409)).once();
    server.expect().get().withPath(RESOURCE).andReturn(200, resource("9", "a")).once();
    server.expect().patch().withPath(STATUS).andReturn(200, resource("10", "b")).once();
    write(resource("7", "a"), "b");
    server.takeRequest();
    server.takeRequest();
    assertThat(server.takeRequest().getBody().readUtf8()).contains("\"9\"", "\"b\"");
  }

  @Test
  void reportOfTheSliceThatServesTheResourceNowIsNotOverwritten() {
    slice = new Slice.Selected(LabelSelector.parse("slice=ours"));
    server.expect().patch().withPath(STATUS).andReturn(409, failure(409)).once();
    server.expect().get().withPath(RESOURCE).andReturn(200, resource("9", "theirs")).once();
    write(resource("7", "a"), "b");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void forbiddenWriteThrows() {
    server.expect().patch().withPath(STATUS).andReturn(403, failure(403)).once();
    assertThatThrownBy(() -> write(resource("7", "a"), "b"))
        .isInstanceOf(KubernetesClientException.class);
  }

  private void write(VoiceAssistant resource, String slug) {
    written(resource, slug);
  }

  private StatusWriter.Written written(VoiceAssistant resource, String slug) {
    return writer().write(resource, StatusWriterTest::status, _ -> slug(slug));
  }

  private StatusWriter writer() {
    return new StatusWriter(
        client, new ApiServerLimit(Fence.open(System::nanoTime)), statusWrites, slice);
  }

  private static Map<String, String> status(VoiceAssistant resource) {
    return slug(resource.decodeStatus().workspaceSlug() + "");
  }

  private static Map<String, String> slug(String slug) {
    return Map.of("workspaceSlug", slug);
  }

  private static VoiceAssistant resource(String version, String slug) {
    var resource = new VoiceAssistant();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("acme")
            .withUid("1")
            .withResourceVersion(version)
            .build());
    resource.setStatus(
        new RawJson(JsonNodeFactory.instance.objectNode().put("workspaceSlug", slug)));
    return resource;
  }

  private static Status failure(int code) {
    return new StatusBuilder().withStatus("Failure").withCode(code).withMessage("no").build();
  }
}
