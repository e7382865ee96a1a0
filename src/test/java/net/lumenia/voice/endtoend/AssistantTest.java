package net.lumenia.voice.endtoend;

import static java.util.Objects.requireNonNull;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.state.ResponseShape;
import net.lumenia.voice.status.FieldStatuses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What users see of one assistant, from kubectl to the API and back. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class AssistantTest extends WithOperator {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Traffic traffic = new Traffic(simulator);

  AssistantTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme", "globex"), OFTEN);
  }

  @BeforeEach
  void applyAccount() {
    cluster.applyAccount();
  }

  @Test
  void oneApplyIsOnePatchIsSynced() {
    cluster.applyAssistant(
        "acme",
        """
        firstMessage: "Hello\\r\\nthere \\u2603\\n"
        voice: {provider: vapi, voiceId: Clara}
        numberId: 42
        """);
    awaitSynced("acme");
    assertThat(traffic.bodies("acme"))
        .containsExactly(
            json(
                """
                {"firstMessage": "Hello\\r\\nthere \\u2603\\n",
                 "voice": {"provider": "vapi", "voiceId": "Clara"},
                 "number_id": 42}
                """));
    var status = cluster.status("acme");
    assertThat(status.workspaceSlug()).isEqualTo("61636d65");
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.drift()).isEmpty();

    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"Hi\"}}");
    eventually(
        () ->
            assertThat(cluster.events("acme"))
                .as("only of the PATCH that replaced a value")
                .containsExactly("Patched x1"));
  }

  @Test
  void aDashboardEditIsSetBackAndTold() {
    cluster.applyAssistant("acme", "voice: {provider: vapi, voiceId: Clara}");
    awaitSynced("acme");
    simulator.edit("acme", json("{\"voice\": {\"voiceId\": \"Nico\"}, \"firstMessage\": \"Hi\"}"));
    eventually(
        () ->
            assertThat(traffic.bodies("acme"))
                .hasSize(2)
                .last()
                .isEqualTo(json("{\"voice\": {\"voiceId\": \"Clara\"}}")));
    eventually(() -> assertThat(cluster.events("acme")).contains("DriftCorrected x1"));
    assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo("Hi");
    eventually(
        () ->
            assertThat(operator.http("/metrics").body())
                .contains("voiceassistant_drift_corrections_total{field=\"voice\"} 1"));
  }

  @Test
  void anAddedFallbackResendsTheWholeList() {
    cluster.applyAssistant("acme", "fallbackVoices: [{provider: vapi, voiceId: Clara}]");
    awaitSynced("acme");
    cluster.patch(
        "acme",
        """
        {"spec": {"fallbackVoices": [{"provider": "vapi", "voiceId": "Clara"},
                                     {"provider": "vapi", "voiceId": "Nico"}]}}
        """);
    awaitSynced("acme");
    cluster.patch("acme", "{\"spec\": {\"fallbackVoices\": []}}");
    awaitSynced("acme");
    assertThat(traffic.bodies("acme"))
        .extracting(body -> body.path("fallbackVoices").size())
        .containsExactly(1, 2, 0);
    assertThat(simulator.assistant("acme").path("fallbackVoices")).isEmpty();
  }

  @Test
  void aRejectedValueIsSaidAndNotSentAgainUntilItChanges() {
    simulator.inject(Fault.status(400).on("PATCH").times(1));
    cluster.applyAssistant("acme", "firstMessage: Hi");
    eventually(
        () ->
            assertThat(cluster.ready("acme"))
                .startsWith("False Rejected:")
                .contains("simulated failure 400"));
    long looks = traffic.looks("acme");
    eventually(() -> assertThat(traffic.looks("acme")).isGreaterThanOrEqualTo(looks + 2));
    assertThat(traffic.bodies("acme")).hasSize(1);
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"Hello\"}}");
    awaitSynced("acme");
  }

  /** The assistant that takes the number is changed first, and nothing else waits for it. */
  @Test
  void aNumberMovesWhenTheOtherAssistantLetsGoOfIt() {
    String rarely = "\nresyncInterval: 24h";
    cluster.applyAssistant("acme", "numberId: 7" + rarely);
    cluster.applyAssistant("globex", "numberId: 8" + rarely);
    awaitSynced("acme");
    awaitSynced("globex");

    cluster.applyAssistant("globex", "numberId: 7\nfirstMessage: Hi" + rarely);
    eventually(
        () ->
            assertThat(cluster.ready("globex"))
                .startsWith("False Rejected:")
                .contains("VoiceAssistant %s/acme has this number".formatted(cluster.namespace())));
    assertThat(simulator.assistant("globex").path("firstMessage").asText()).isEqualTo("Hi");
    assertThat(FieldStatuses.states(cluster.status("globex"))).containsEntry("numberId", "Pending");

    cluster.applyAssistant("acme", "numberId: 9" + rarely);
    awaitSynced("acme");
    awaitSynced("globex");
    assertThat(simulator.assistant("globex").path("number_id").asLong()).isEqualTo(7);
    assertThat(traffic.bodies("globex")).last().isEqualTo(json("{\"number_id\": 7}"));
  }

  @Test
  void anAnnotationChecksAtOnce() {
    cluster.applyAssistant("acme", "firstMessage: Hi\nresyncInterval: 24h");
    awaitSynced("acme");
    simulator.edit("acme", json("{\"firstMessage\": \"Hello\"}"));

    cluster.patch("acme", annotation("10:00"));

    eventually(
        () -> assertThat(cluster.status("acme").lastHandledReconcileAt()).isEqualTo("10:00"));
    assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo("Hi");
    long looks = traffic.looks("acme");
    cluster
        .client()
        .resources(LumeniaAccount.class)
        .withName("default")
        .patch(PatchContext.of(PatchType.JSON_MERGE), annotation("11:00"));
    eventually(
        () ->
            assertThat(cluster.account().decodeStatus().lastHandledReconcileAt())
                .isEqualTo("11:00"));
    assertThat(traffic.looks("acme")).as("checks of the account's assistants").isEqualTo(looks);
  }

  private static String annotation(String value) {
    return "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
        .formatted(ReconcileAnnotation.NAME, value);
  }

  @Test
  void whatTheApiDoesNotEchoIsSentOnce() {
    simulator.settings(
        now -> now.withShape(ResponseShape.NESTED).withHidden("number_id", "prompt"));
    cluster.applyAssistant("acme", "prompt: Be kind.\nnumberId: 7\nfirstMessage: Hi");
    awaitSynced("acme");
    assertThat(FieldStatuses.unreported(cluster.status("acme")))
        .containsExactly("numberId", "prompt");
    long looks = traffic.looks("acme");
    eventually(() -> assertThat(traffic.looks("acme")).isGreaterThanOrEqualTo(looks + 2));
    assertThat(traffic.bodies("acme")).hasSize(1);
    cluster.patch("acme", "{\"spec\": {\"numberId\": 8}}");
    awaitSynced("acme");
    assertThat(traffic.bodies("acme")).hasSize(2).last().isEqualTo(json("{\"number_id\": 8}"));
  }

  @Test
  void whileSuspendedNothingIsReadWrittenOrReported() {
    cluster.applyAssistant("acme", "suspend: true\nfirstMessage: Hi");
    cluster.patch("acme", annotation("10:00"));
    cluster.applyAssistant("globex", "firstMessage: Hi");
    awaitSynced("globex");
    assertThat(traffic.looks("acme")).isZero();
    assertThat(cluster.assistant("acme").getStatus()).isNull();
    cluster.patch("acme", "{\"spec\": {\"suspend\": null}}");
    awaitSynced("acme");
    assertThat(cluster.status("acme").lastHandledReconcileAt()).isEqualTo("10:00");
  }

  @Test
  void aRotatedTokenIsUsedAtOnce() {
    cluster.applyAssistant("acme", "firstMessage: Hi\nresyncInterval: 24h");
    awaitSynced("acme");
    simulator.rotateToken(SimulatorOptions.TOKEN, "new-token");
    cluster.patch("acme", "{\"spec\": {\"firstMessage\": \"Hello\"}}");
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("False"));
    cluster.applySecret("new-token");
    awaitSynced("acme");
    assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo("Hello");
  }

  @Test
  void deletingLeavesTheAssistantAsItIs() {
    cluster.applyAssistant("acme", "firstMessage: Hi");
    awaitSynced("acme");
    cluster.client().resources(VoiceAssistant.class).withName("acme").delete();
    eventually(() -> assertThat(cluster.assistants()).isEmpty());
    assertThat(simulator.assistant("acme").path("firstMessage").asText()).isEqualTo("Hi");
  }

  @Test
  void anApiThatFailsIsTriedAgainUntilItIsBack() {
    simulator.inject(Fault.status(503).times(4));
    cluster.applyAssistant("acme", "firstMessage: Hi");
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("False "));
    awaitSynced("acme");
    assertThat(simulator.patches("acme").stream().filter(patch -> patch.status() == 200))
        .hasSize(1);
  }

  /** The final line break of a YAML block is the usual one. */
  @Test
  void whatAReaderDoesNotSeeIsSaid() {
    simulator.inject(
        Fault.parse("{\"kind\": \"normalize\", \"fields\": [\"prompt\"], \"how\": \"trim\"}")
            .in("acme"));
    simulator.edit(
        "acme",
        json(
            """
            {"fallbackVoices": [{"provider": "vapi", "voiceId": "Clara", "speed": 1.2}]}
            """));
    cluster.applyAssistant(
        "acme",
        """
        prompt: |
          Be kind.
        fallbackVoices: [{provider: vapi, voiceId: Nico}]
        """);
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: misspelled}
        spec: {workspace: {slug: "676C6F626578"}, firstMessage: Hi}
        """);
    eventually(
        () ->
            assertThat(cluster.ready("acme"))
                .startsWith("False NotConverging:")
                .contains("prompt: live differs only in a line break at the end (missing in live)")
                .endsWith("end the text without a line break (in YAML, with |- instead of |)"));
    assertThat(requireNonNull(cluster.status("acme").drift()))
        .extracting(DriftEntry::invisible)
        .containsExactly("a line break at the end (missing in live)");
    eventually(
        () ->
            assertThat(cluster.eventMessages("acme"))
                .anySatisfy(
                    message ->
                        assertThat(message)
                            .startsWith("Sent ")
                            .contains(
                                "removed keys that a spec cannot have: fallbackVoices[0].speed")));
    eventually(
        () ->
            assertThat(cluster.ready("misspelled"))
                .startsWith("False AssistantNotFound:")
                .endsWith("the API's slugs have lower-case ones; write 676c6f626578"));

    cluster.applyAssistant("globex", "firstMessage: Hi");
    eventually(() -> assertThat(cluster.ready("globex")).startsWith("False WorkspaceConflict:"));
  }

  @Test
  void anUnknownWorkspaceIsSaid() {
    cluster.applyAssistant("initech", "firstMessage: Hi");
    eventually(() -> assertThat(cluster.ready("initech")).startsWith("False AssistantNotFound:"));
    simulator.addWorkspace("initech");
    awaitSynced("initech");
  }

  private void awaitSynced(String name) {
    eventually(
        () -> {
          assertThat(cluster.ready(name)).startsWith("True Synced:");
          assertThat(cluster.status(name).observedGeneration())
              .isEqualTo(cluster.assistant(name).getMetadata().getGeneration());
        });
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
