package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.lumenia.voice.cli.Typed;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is overwritten is kept, and can be brought back. */
@WithControlPlane(controllerManager = true)
@Execution(ExecutionMode.CONCURRENT)
class PreImageTest extends WithOperator {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String LIVE =
      """
      {"firstMessage": "Hello\\u2028there", "prompt": "line one\\n  line two \\n\\tend",
       "fallbackVoices": [
         {"provider": "vapi", "voiceId": "Clara", "speed": 1.5},
         {"provider": "11labs", "voiceId": "A", "model": "eleven_v3"}]}
      """;

  private final ControlPlane plane;

  PreImageTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme"), OFTEN);
    this.plane = plane;
  }

  @BeforeEach
  void applyAccount() {
    cluster.applyAccount();
  }

  @Test
  void aListThatWasWipedByAWrongEditComesBack() throws JsonProcessingException {
    ObjectNode before = (ObjectNode) JSON.readTree(LIVE);
    simulator.edit("acme", before);
    cluster.applyAssistant(
        "acme", "firstMessage: Hi\nprompt: Be kind.\nfallbackVoices: []\nnumberId: 7");
    awaitSynced();
    assertThat(simulator.assistant("acme").path("fallbackVoices")).isEmpty();
    assertThat(revisions())
        .singleElement()
        .satisfies(
            kept ->
                assertThat(JSON.<ObjectNode>valueToTree(kept.getData()).path("spec"))
                    .isEqualTo(before));

    Typed rollback = rollback();
    assertThat(rollback.exitCode()).as(rollback.err()).isZero();
    assertThat(rollback.err()).contains("omitted fallbackVoices[0].speed");
    var applied =
        plane
            .kubectl()
            .runWithInput(
                rollback.out(),
                "-n",
                cluster.namespace(),
                "apply",
                "--server-side",
                "--force-conflicts",
                "-f",
                "-");
    assertThat(applied.exitCode()).as(applied.stderr()).isZero();
    eventually(
        () ->
            assertThat(simulator.assistant("acme").path("fallbackVoices"))
                .isEqualTo(
                    JSON.readTree(
                        """
                        [{"provider": "vapi", "voiceId": "Clara"},
                         {"provider": "11labs", "voiceId": "A", "model": "eleven_v3"}]
                        """)));
    awaitSynced();
    assertThat(simulator.assistant("acme").path("prompt")).isEqualTo(before.path("prompt"));
    assertThat(simulator.assistant("acme").path("number_id").asInt()).isEqualTo(7);
  }

  @Test
  void nothingIsKeptTwiceAndNoMoreThanTheLimit() {
    cluster.applyAssistant("acme", "firstMessage: one\nrevisionHistoryLimit: 2");
    awaitSynced();
    assertThat(revisions()).isEmpty();
    for (String next : List.of("two", "three", "two", "one", "four")) {
      cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"%s\"}}".formatted(next));
      eventually(
          () ->
              assertThat(simulator.assistant("acme").path("firstMessage").asText())
                  .isEqualTo(next));
      awaitSynced();
    }
    assertThat(messages()).containsExactly("one", "two");
    Typed missing = rollback("--to-revision", "99");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("has no revision 99; available revisions: 5, 4");
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"five\", \"revisionHistoryLimit\": 0}}");
    eventually(() -> assertThat(revisions()).isEmpty());
  }

  @Test
  void aPatchThatIsRejectedCostsNoHistory() {
    cluster.applyAssistant("acme", "firstMessage: one\nrevisionHistoryLimit: 1");
    awaitSynced();
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"two\"}}");
    eventually(() -> assertThat(simulator.patches("acme")).hasSize(2));
    awaitSynced();
    assertThat(messages()).containsExactly("one");
    simulator.inject(Fault.status(400).on("PATCH").times(1));
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"three\"}}");
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("False Rejected"));
    assertThat(messages()).containsExactly("one");
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"four\"}}");
    awaitSynced();
    assertThat(messages()).containsExactly("two");
  }

  @Test
  void theyGoWithTheirOwner() {
    cluster.applyAssistant("acme", "firstMessage: one");
    awaitSynced();
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"two\"}}");
    awaitSynced();
    assertThat(revisions()).hasSize(1);
    cluster.client().resources(VoiceAssistant.class).withName("acme").delete();
    eventually(() -> assertThat(revisions()).isEmpty());
    assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo("two");
  }

  @Test
  void withoutAPreImageNothingIsSent() {
    simulator.edit("acme", JSON.createObjectNode().put("prompt", "x".repeat(1_500_000)));
    cluster.applyAssistant("acme", "prompt: Be kind.");
    eventually(
        () ->
            assertThat(cluster.ready("acme"))
                .startsWith(
                    "False Unavailable: no PATCH was sent, because the values that it replaces")
                .contains(
                    "the API returns more of prompt than the operator reads",
                    "revisionHistoryLimit: 0"));
    assertThat(simulator.patches("acme")).isEmpty();
    cluster.patch("acme", "{\"spec\": {\"revisionHistoryLimit\": 0}}");
    awaitSynced();
    assertThat(simulator.assistant("acme").path("prompt").asText()).isEqualTo("Be kind.");
  }

  private void awaitSynced() {
    eventually(() -> assertThat(cluster.readyReasons()).containsOnlyKeys("Synced"));
  }

  /** What could be brought back, the newest first. */
  private List<String> messages() {
    return revisions().stream()
        .map(kept -> JSON.<ObjectNode>valueToTree(kept.getData()).at("/spec/firstMessage").asText())
        .toList();
  }

  /** The newest first. */
  private List<ControllerRevision> revisions() {
    return cluster
        .client()
        .apps()
        .controllerRevisions()
        .withLabel("voice.lumenia.net/assistant", "acme")
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(ControllerRevision::getRevision).reversed())
        .toList();
  }

  private Typed rollback(String... more) {
    var command =
        new ArrayList<>(
            List.of(
                "rollback",
                "acme",
                "-n",
                cluster.namespace(),
                "--kubeconfig",
                plane.kubeconfig().toString()));
    command.addAll(List.of(more));
    return Typed.command(command.toArray(String[]::new));
  }
}
