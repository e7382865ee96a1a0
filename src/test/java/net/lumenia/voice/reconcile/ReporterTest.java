package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.EventWriter;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.RecentStatusWrites;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.AssistantPatch;
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.revision.RevisionWriter;
import net.lumenia.voice.status.BackoffTiming;
import net.lumenia.voice.status.CheckReport;
import net.lumenia.voice.status.FieldStatuses;
import net.lumenia.voice.status.NextAttempt;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.ReconcileResult;
import net.lumenia.voice.status.ReconciledSpec;
import net.lumenia.voice.status.StatusFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded, and when the next check is, if the status can't be written. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class ReporterTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String EVENTS = "/api/v1/namespaces/team/events";
  private static final String STATUS =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme/status";

  private int taken;
  private final List<ReconcileResult> counted = new ArrayList<>();
  private KubernetesMockServer server;
  private KubernetesClient client;
  private Reporter reporter;

  @BeforeEach
  void start() {
    var limit = new ApiServerLimit(Fence.open(System::nanoTime));
    var fence = Fence.open(System::nanoTime);
    reporter =
        new Reporter(
            new KubernetesCluster(
                new FreshRead(
                    client,
                    limit,
                    new LargeObjectReader(client, limit),
                    fence,
                    LeaseTiming.DEFAULT.maxReadAge(),
                    Slice.whole()),
                new RevisionWriter(client, limit, NOON),
                new StatusWriter(client, limit, new RecentStatusWrites(), Slice.whole()),
                new EventRecorder(new EventWriter(client, limit), NOON)),
            (_, _, result) -> counted.add(result),
            new ResyncPolicy(Duration.ofMinutes(5), _ -> Optional.empty()),
            Timing.DEFAULT,
            new NextAttempt(BackoffTiming.DEFAULT),
            NOON,
            () -> 0.5);
    server.expect().post().withPath(EVENTS).andReturn(201, new EventBuilder().build()).always();
  }

  /** Otherwise it is sent and recorded every second: only status remembers that it was sent. */
  @Test
  void refusedStatusIsRecordedOnceAndRetriedAtTheResync() throws InterruptedException {
    server.expect().patch().withPath(STATUS).andReturn(422, failure(422)).always();

    assertIsResync(report(patched()));
    assertThat(recorded()).containsExactly("DriftCorrected", "InvalidSpec");
    assertThat(counted).hasSize(1);

    assertIsResync(report(new ReconcileResult.Blocked(new Problem(Reason.TIMEOUT, "no answer"))));
    assertThat(recorded()).isEmpty();
    assertThat(counted).hasSize(1);
  }

  /** The refusal is no news, but every PATCH is. */
  @Test
  void everyPatchIsRecordedWhileTheStatusIsRefused() throws InterruptedException {
    server.expect().patch().withPath(STATUS).andReturn(422, failure(422)).always();
    report(patched());
    recorded();

    report(patched());

    assertThat(recorded()).contains("DriftCorrected");
    assertThat(counted).hasSize(2);
  }

  /** The API server had stored the status, and its answer was lost. */
  @Test
  void repeatedStatusWriteRecordsItsCorrectionOnce()
      throws InterruptedException, JsonProcessingException {
    VoiceAssistantStatus written =
        StatusFactory.next(
            assistant().decodeStatus(),
            ReconciledSpec.unreadable(3),
            patched(),
            NOON.instant(),
            Timing.DEFAULT);
    VoiceAssistant stored = assistant();
    stored.setStatus(new RawJson(JSON.readTree(JSON.writeValueAsString(written))));
    stored.getMetadata().setResourceVersion("8");
    server.expect().patch().withPath(STATUS).andReturn(409, failure(409)).once();
    server.expect().get().withPath(STATUS.replace("/status", "")).andReturn(200, stored).once();

    report(patched());

    assertThat(FieldStatuses.corrections(written)).containsOnlyKeys("firstMessage");
    assertThat(server.getRequestCount()).as("409, what is there, and an event").isEqualTo(3);
    assertThat(recorded()).containsExactly("DriftCorrected");
    assertThat(counted).hasSize(1);
  }

  /** The next check finds nothing to send, so it does not record the PATCH. */
  @Test
  void patchIsRecordedEvenIfItsStatusIsNotWritten() throws InterruptedException {
    server.expect().patch().withPath(STATUS).andReturn(403, failure(403)).always();

    assertThatThrownBy(() -> report(patched())).isInstanceOf(KubernetesClientException.class);
    assertThat(recorded()).containsExactly("DriftCorrected");
    assertThat(counted).hasSize(1);

    assertThatThrownBy(
            () -> report(new ReconcileResult.Blocked(new Problem(Reason.TIMEOUT, "no answer"))))
        .isInstanceOf(KubernetesClientException.class);
    assertThat(recorded()).isEmpty();
    assertThat(counted).hasSize(1);
  }

  private Duration report(ReconcileResult result) {
    return reporter.report(assistant(), Optional.empty(), result, Optional.empty());
  }

  private static void assertIsResync(Duration next) {
    assertThat(next).isEqualTo(Duration.ofMinutes(5));
  }

  /** The reasons of the events since the last time. */
  private List<String> recorded() throws InterruptedException {
    var reasons = new ArrayList<String>();
    for (int left = server.getRequestCount() - taken; left > 0; left--) {
      var request = server.takeRequest();
      taken++;
      if (request.getPath().equals(EVENTS)) {
        reasons.add(request.getBody().readUtf8().replaceAll("(?s).*\"reason\":\"(\\w+)\".*", "$1"));
      }
    }
    return reasons;
  }

  private static ReconcileResult patched() {
    AssistantConfig desired = Readings.config("firstMessage: Hi");
    LiveAssistant live = Readings.answer("{\"assistant\": {\"firstMessage\": \"Hi\"}}");
    var patch = new AssistantPatch(Map.of(Field.FIRST_MESSAGE, new Value.Text("Hi")));
    var change = new Plan.Change(patch, Set.of(Field.FIRST_MESSAGE), Set.of(), Diff.NONE);
    var sent = new ReconcileResult.SentPatch(change, NOON.instant(), live);
    return new ReconcileResult.Patched(
        new CheckReport(desired, live, Diff.NONE),
        sent,
        Optional.of(new Problem(Reason.VERIFYING, "checking again")));
  }

  private static VoiceAssistant assistant() {
    var resource = new VoiceAssistant();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("acme")
            .withUid("1")
            .withGeneration(3L)
            .withResourceVersion("7")
            .build());
    resource.setSpec(new RawJson(JsonNodeFactory.instance.objectNode()));
    resource.setStatus(FieldStatuses.applied(Readings.config("firstMessage: Hi")));
    return resource;
  }

  private static Status failure(int code) {
    return new StatusBuilder().withStatus("Failure").withCode(code).withMessage("no").build();
  }
}
