package net.lumenia.voice.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.Voice;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.AssistantPatch;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.ReplacedValues;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class RevisionWriterTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String ALL = "/apis/apps/v1/namespaces/team/controllerrevisions";
  private static final String OURS =
      ALL + "?labelSelector=voice.lumenia.net%2Fassistant%3Dacme&limit=25";
  private static final String NO_ITEMS = "{\"metadata\": {}, \"items\": []}";

  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void forbiddenListIsReportedWithoutFurtherRequests() {
    server.expect().get().withPath(OURS).andReturn(403, failure(403, "cannot list")).once();
    assertThat(problem(store("old", 10)))
        .startsWith("no PATCH was sent, because the values that it replaces could not be stored")
        .contains(
            "cannot list; grant the operator this permission, or set spec.revisionHistoryLimit: 0");
  }

  @Test
  void disabledHistoryDoesNotBlockThePatch() {
    RevisionResult disabled = store("old", 0);
    assertThat(server.getRequestCount()).isZero();
    server.expect().get().withPath(OURS).andReturn(403, failure(403, "cannot list")).once();
    writer().finish(disabled, PatchEffect.APPLIED);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** A list with values would have megabytes. */
  @Test
  void metadataOfOlderRevisionsIsListedInPages() throws InterruptedException {
    server
        .expect()
        .get()
        .withPath(OURS)
        .andReturn(200, page("next page", entry("acme-1", "1234", "4")))
        .once();
    server
        .expect()
        .get()
        .withPath(OURS + "&continue=next+page")
        .andReturn(
            200, page("", entry("acme-2", "another's", "9"), entry("acme-3", "1234", "seven")))
        .once();
    ControllerRevision wanted =
        Revision.of(assistant(), replaced("old"), 5, NOON, Optional.empty());
    server.expect().post().withPath(ALL).andReturn(201, wanted).once();
    var stored = (RevisionResult.Stored) store("old", 10);
    assertThat(stored.others())
        .containsExactly(
            new RevisionHistory.Entry("acme-1", 4), new RevisionHistory.Entry("acme-3", 0));
    for (int i = 0; i < 2; i++) {
      assertThat(server.takeRequest().getHeader("Accept"))
          .isEqualTo("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
    }
    assertThat(server.takeRequest().getBody().readUtf8())
        .contains("\"revision\":5", "\"voice.lumenia.net/revision\":\"5\"");
  }

  private static String page(String next, String... entries) {
    return "{\"metadata\": {\"continue\": \"%s\"}, \"items\": [%s]}"
        .formatted(next, String.join(", ", entries));
  }

  private static String entry(String name, String owner, String number) {
    return """
    {"metadata": {"name": "%s", "ownerReferences": [{"uid": "%s"}],
     "annotations": {"voice.lumenia.net/revision": "%s"}}}\
    """
        .formatted(name, owner, number);
  }

  @Test
  void tooLargeValuesAreNotSent() {
    assertThat(problem(store("x".repeat(1_400_001), 10)))
        .contains("they have 14000", "the API server stores at most 1400000");
    assertThat(server.getRequestCount()).isZero();
  }

  /** It has lost its label, or another leader has created it. */
  @Test
  void existingRevisionBecomesTheNewest() throws InterruptedException {
    ControllerRevision existing =
        Revision.of(assistant(), replaced("old"), 1, NOON, Optional.empty());
    server.expect().get().withPath(OURS).andReturn(200, NO_ITEMS).once();
    server.expect().post().withPath(ALL).andReturn(409, failure(409, "exists")).once();
    server
        .expect()
        .patch()
        .withPath(ALL + "/" + existing.getMetadata().getName())
        .andReturn(200, existing)
        .once();
    writer().finish(store("old", 10), PatchEffect.APPLIED);
    server.takeRequest();
    server.takeRequest();
    assertThat(server.takeRequest().getBody().readUtf8())
        .contains("\"revision\":1", "voice.lumenia.net/assistant", "voice.lumenia.net/replaced-at")
        .as("another PATCH may have been approved")
        .contains("\"voice.lumenia.net/approved-by\":null", "\"voice.lumenia.net/plan-hash\":null");
  }

  @Test
  void unknownKeysAreStoredAsTheApiShowsThem() throws InterruptedException {
    var patch =
        new AssistantPatch(
            Map.of(Field.VOICE, new Voice(Optional.empty(), Optional.of("new"), Optional.empty())));
    LiveAssistant live =
        Readings.answer("{\"assistant\": {\"voice\": {\"voiceId\": \"a\", \"speed\": 1.50}}}");
    server.expect().get().withPath(OURS).andReturn(200, NO_ITEMS).once();
    server.expect().post().withPath(ALL).andReturn(201, new ControllerRevision()).once();
    writer().store(assistant(), ReplacedValues.of(patch, live).orElseThrow(), 10, Optional.empty());
    server.takeRequest();
    assertThat(server.takeRequest().getBody().readUtf8())
        .contains("\"data\":{\"spec\":{\"voice\":{\"voiceId\":\"a\",\"speed\":1.50}}}");
  }

  /** A revision must have the complete values. */
  @Test
  void incompleteValuesAreNotStored() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("spec").putObject("voice").put("provider", "x");
    var replaced = new ReplacedValues(data, Set.of(Field.VOICE), Set.of(Field.VOICE));
    assertThat(problem(writer().store(assistant(), replaced, 10, Optional.empty())))
        .startsWith("no PATCH was sent")
        .endsWith(
            "the API returns more of voice than the operator reads; set"
                + " spec.revisionHistoryLimit: 0 to disable the history");
    assertThat(server.getRequestCount()).isZero();
  }

  private RevisionResult store(String prompt, int limit) {
    return writer().store(assistant(), replaced(prompt), limit, Optional.empty());
  }

  private RevisionWriter writer() {
    return new RevisionWriter(
        client, new ApiServerLimit(Fence.open(System::nanoTime)), InstantSource.fixed(NOON));
  }

  private static String problem(RevisionResult result) {
    return ((RevisionResult.Failed) result).problem().message();
  }

  private static ReplacedValues replaced(String prompt) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("spec").put("prompt", prompt);
    return new ReplacedValues(data, Set.of(Field.PROMPT));
  }

  private static VoiceAssistant assistant() {
    var assistant = new VoiceAssistant();
    assistant.getMetadata().setNamespace("team");
    assistant.getMetadata().setName("acme");
    assistant.getMetadata().setUid("1234");
    return assistant;
  }

  private static Status failure(int code, String message) {
    return new StatusBuilder().withCode(code).withMessage(message).withStatus("Failure").build();
  }
}
