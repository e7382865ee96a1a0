package net.lumenia.voice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Notice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the field
class EventRecorderTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

  private KubernetesClient client;

  @Test
  void repeatedNoticeIsOneEventWithACount() {
    record("acme", "Rejected", "no such voice");
    record("acme", "Rejected", "no such voice");
    record("acme", "Rejected", "no such model");
    record("globex", "Rejected", "no such voice");
    assertThat(client.v1().events().inNamespace("team").list().getItems())
        .extracting(
            event -> event.getInvolvedObject().getName(), Event::getMessage, Event::getCount)
        .containsExactlyInAnyOrder(
            tuple("acme", "no such voice", 2),
            tuple("acme", "no such model", 1),
            tuple("globex", "no such voice", 1));
  }

  /** The API server limits bytes, so messages in other scripts must be shorter. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\u044f", "\u3042", "\ud83d\udc4b"})
  void messageIsCutBetweenCharacters(String character) {
    record("acme", "Rejected", "!" + character.repeat(1023));

    assertThat(client.v1().events().inNamespace("team").list().getItems())
        .singleElement()
        .extracting(Event::getMessage)
        .satisfies(
            message -> {
              int bytes = message.getBytes(UTF_8).length;
              assertThat(bytes).isBetween(1021, 1024);
              assertThat(new String(message.getBytes(UTF_8), UTF_8)).isEqualTo(message);
              assertThat(message).startsWith("!" + character);
              assertThat(message.endsWith("…")).isEqualTo(!character.equals("a"));
            });
  }

  @Test
  void requestIdsDoNotMakeSeparateEvents() {
    record("acme", "Unavailable", "the API failed (HTTP 502): request 1a2b3c4d5e");
    record("acme", "Unavailable", "the API failed (HTTP 502): request 6f7a8b9c0d");
    record("acme", "WorkspaceConflict", "belongs to acme-1");
    record("acme", "WorkspaceConflict", "belongs to acme-2");
    assertThat(client.v1().events().inNamespace("team").list().getItems())
        .extracting(Event::getMessage, Event::getCount)
        .containsExactlyInAnyOrder(
            tuple("the API failed (HTTP 502): request 1a2b3c4d5e", 2),
            tuple("belongs to acme-1", 1),
            tuple("belongs to acme-2", 1));
  }

  @Test
  void noticeThatIsNoEventIsOnlyLogged() {
    var events = new ArrayList<RecordedEvent>();
    var recorder = new EventRecorder(events::add, CLOCK);
    var notice = new Notice(Notice.Severity.NORMAL, "Patched", "Sent voice");

    recorder.record(resource("acme"), notice);
    recorder.record(
        resource("acme"),
        new Notice(notice.severity(), notice.reason(), notice.message(), /* isEvent= */ false));

    assertThat(events).extracting(RecordedEvent::notice).containsExactly(notice);
  }

  @Test
  void rejectedEventIsIgnored() {
    var rejecting = new KubernetesMockServer(false);
    rejecting.init();
    try (KubernetesClient rejected = rejecting.createClient()) {
      record(rejected, "acme", "Rejected", "no such voice");
      assertThat(rejecting.getRequestCount()).isEqualTo(1);
    } finally {
      rejecting.destroy();
    }
  }

  private void record(String name, String reason, String message) {
    record(client, name, reason, message);
  }

  private static void record(
      KubernetesClient kubernetes, String name, String reason, String message) {
    var limit = new ApiServerLimit(Fence.open(System::nanoTime));
    new EventRecorder(new EventWriter(kubernetes, limit), CLOCK)
        .record(resource(name), new Notice(Notice.Severity.WARNING, reason, message));
  }

  private static VoiceAssistant resource(String name) {
    var resource = new VoiceAssistant();
    resource.setMetadata(
        new ObjectMetaBuilder().withNamespace("team").withName(name).withUid(name).build());
    return resource;
  }
}
