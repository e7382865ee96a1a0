package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionListBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.PreImage;
import net.lumenia.voice.status.Problem;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init")
class PreImagesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String ALL = "/apis/apps/v1/namespaces/team/controllerrevisions";
  private static final String OURS = ALL + "?labelSelector=voice.lumenia.net%2Fassistant%3Dacme";

  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void whatIsForbiddenIsNamedAndNothingElseIsTried() {
    server.expect().get().withPath(OURS).andReturn(403, failure(403, "cannot list")).once();
    assertThat(keep("old", 10).orElseThrow().message())
        .startsWith("nothing was sent, because the values that it replaces could not be kept")
        .contains("cannot list; allow the operator to, or set spec.revisionHistoryLimit: 0");
  }

  @Test
  void whoDoesWithoutAHistoryIsNotHeldUpByIt() {
    server.expect().get().withPath(OURS).andReturn(403, failure(403, "cannot list")).once();
    assertThat(keep("old", 0)).isEmpty();
  }

  @Test
  void whatIsTooLargeIsNotEvenTried() {
    assertThat(keep("x".repeat(1_400_001), 10).orElseThrow().message())
        .contains("they are 14000", "the API server stores 1400000 at most");
    assertThat(server.getRequestCount()).isZero();
  }

  /** It has lost its label, or another leader was faster. */
  @Test
  void oneThatIsThereAllTheSameIsMadeTheNewest() throws InterruptedException {
    ControllerRevision there = Revision.of(assistant(), image("old"), 1, NOON);
    server
        .expect()
        .get()
        .withPath(OURS)
        .andReturn(200, new ControllerRevisionListBuilder().build())
        .once();
    server.expect().post().withPath(ALL).andReturn(409, failure(409, "exists")).once();
    server
        .expect()
        .patch()
        .withPath(ALL + "/" + there.getMetadata().getName())
        .andReturn(200, there)
        .once();
    assertThat(keep("old", 10)).isEmpty();
    server.takeRequest();
    server.takeRequest();
    assertThat(server.takeRequest().getBody().readUtf8())
        .contains("\"revision\":1", "voice.lumenia.net/assistant", "voice.lumenia.net/replaced-at");
  }

  /** The server is not asked: what would be kept is not what was there. */
  @Test
  void whatWasNotReadWholeIsNotKept() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("spec").putObject("voice").put("provider", "x");
    var image = new PreImage(data, Set.of(Field.VOICE), Set.of(Field.VOICE));
    assertThat(keep(image, 10))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.message())
                    .startsWith("nothing was sent")
                    .endsWith(
                        "the API shows more of voice than the operator reads; set"
                            + " spec.revisionHistoryLimit: 0 to do without"));
    assertThat(server.getRequestCount()).isZero();
  }

  private Optional<Problem> keep(String prompt, int limit) {
    return keep(image(prompt), limit);
  }

  private Optional<Problem> keep(PreImage image, int limit) {
    return new PreImages(client, new ApiServerLimit(() -> true), InstantSource.fixed(NOON))
        .keep(assistant(), image, limit);
  }

  private static PreImage image(String prompt) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("spec").put("prompt", prompt);
    return new PreImage(data, Set.of(Field.PROMPT));
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
