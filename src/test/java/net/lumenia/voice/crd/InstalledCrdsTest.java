package net.lumenia.voice.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.Kubectl;
import net.lumenia.voice.controlplane.WithControlPlane;
import org.junit.jupiter.api.Test;

/** The installed CRDs as users and the operator see them. */
@WithControlPlane
class InstalledCrdsTest {

  private static final String ASSISTANT =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata:
        name: support
      spec:
        workspace: {originalSlug: acme}
        fallbackVoices: []
        numberId: 9007199254740991
        mode: Plan
      """;

  private static final String ACCOUNT =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: LumeniaAccount
      metadata:
        name: default
      spec:
        accountId: 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f
        baseUrl: https://app.example.com
        tokenSecretRef: {name: lumenia}
      """;

  private final Kubectl kubectl;
  private final KubernetesClient client;

  InstalledCrdsTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    this.kubectl = plane.kubectl();
    this.client = client;
  }

  @Test
  void voiceAssistantColumns() {
    apply(ASSISTANT);
    patchStatus(
        assistant(),
        """
        {"status": {
          "conditions": [
            {"type": "Drifted", "status": "False", "reason": "NoDrift", "message": "-",
             "lastTransitionTime": "2026-11-01T00:00:00Z"},
            {"type": "Ready", "status": "False", "reason": "AwaitingApproval",
             "message": "set approvedPlan", "lastTransitionTime": "2026-11-01T00:00:00Z"}],
          "plan": {"hash": "5aecaed3c7df4bbd"},
          "lastPatch": {"time": "2026-11-01T00:00:00Z"},
          "assistant": {"phoneNumber": "+493012345678"},
          "summary": {"voice": "11labs/21m00Tcm4TlvDq8ikWAM", "number": 42, "drift": 0}}}
        """);

    assertThat(run("get", "va").lines())
        .satisfiesExactly(
            header -> assertThat(header).matches("NAME +READY +REASON +VOICE +NUMBER +DRIFT +AGE"),
            row ->
                assertThat(row)
                    .matches(
                        "support +False +AwaitingApproval +11labs/21m00Tcm4TlvDq8ikWAM +42 +0 +\\S+"));
    assertThat(run("get", "va", "-o", "wide").lines())
        .satisfiesExactly(
            header ->
                assertThat(header)
                    .matches(".* AGE +WORKSPACE +PHONE +MODE +PLAN +LAST PATCH +MESSAGE"),
            row ->
                assertThat(row)
                    .matches(
                        ".* acme +\\+493012345678 +Plan +5aecaed3c7df4bbd +\\S+ +set approvedPlan"));
  }

  @Test
  void lumeniaAccountColumns() {
    apply(ACCOUNT);
    patchStatus(
        client.resources(LumeniaAccount.class).withName("default"),
        """
        {"status": {
          "conditions": [
            {"type": "Ready", "status": "True", "reason": "Authenticated",
             "message": "all is well", "lastTransitionTime": "2026-11-01T00:00:00Z"}],
          "circuit": "HalfOpen"}}
        """);

    assertThat(run("get", "lacc").lines())
        .satisfiesExactly(
            header -> assertThat(header).matches("NAME +READY +REASON +BASE URL +CIRCUIT +AGE"),
            row ->
                assertThat(row)
                    .matches(
                        "default +True +Authenticated +https://app.example.com +HalfOpen +\\S+"));
    assertThat(run("get", "lacc", "-o", "wide").lines())
        .satisfiesExactly(
            header -> assertThat(header).matches(".* AGE +ACCOUNT +MESSAGE"),
            row -> assertThat(row).matches(".* 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f +all is well"));
  }

  @Test
  void categoryListsBothKinds() {
    apply(ASSISTANT);
    apply(ACCOUNT);

    assertThat(run("get", "lumenia", "-o", "name"))
        .contains(
            "voiceassistant.voice.lumenia.net/support", "lumeniaaccount.voice.lumenia.net/default");
  }

  @Test
  void kubectlExplainShowsDescription() {
    // An earlier kubectl may have cached that the resource does not exist; this refreshes its
    // cache.
    run("api-resources");

    assertThat(run("explain", "va")).contains("The desired configuration of a Lumenia workspace's");
    assertThat(run("explain", "va.spec.voice"))
        .contains("The voice. Absent: not managed.", "provider", "The voice provider");
    assertThat(run("explain", "va.spec.driftPolicy"))
        .containsPattern("ENUM:\\s+Correct\\s+Refuse\\s+Report");
    assertThat(run("explain", "lacc.spec.tokenSecretRef")).contains("name\t<string> -required-");
  }

  @Test
  void kubectlShowsMessageOfRule() {
    Kubectl.Result result =
        kubectl(ASSISTANT.replace("fallbackVoices: []", "fallbackVoices: [{model: m1}]"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("spec.fallbackVoices[0].provider: Invalid value: give provider:");
  }

  /** kubectl parses an unquoted {@code no} as false, which must not become a language. */
  @Test
  void norwegianMustBeQuoted() {
    Kubectl.Result result = kubectl(ASSISTANT + "  transcriber: {language: no}\n");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("spec.transcriber.language").contains("boolean");
  }

  /** The API server adds no values, so GitOps tools see no difference. */
  @Test
  void appliedManifestHasNoDiff() {
    apply(ASSISTANT);
    apply(ACCOUNT);

    for (String manifest : List.of(ASSISTANT, ACCOUNT)) {
      assertThat(runWithInput(manifest, "diff", "-f", "-")).isEmpty();
      assertThat(runWithInput(manifest, "apply", "-f", "-")).contains("unchanged");
    }
  }

  @Test
  void unknownFieldIsPruned() {
    GenericKubernetesResource resource =
        client
            .getKubernetesSerialization()
            .unmarshal(ASSISTANT + "  unknown: 1\n", GenericKubernetesResource.class);
    client.resource(resource).fieldValidation(Validation.IGNORE).create();

    assertThat(client.resource(resource).get().<Object>get("spec", "unknown")).isNull();
    assertThat(client.resource(resource).get().<Object>get("spec", "mode")).isEqualTo("Plan");
  }

  @Test
  void informerSeesWhatWasApplied() {
    apply(ASSISTANT);

    assertThat(assistant().get().decodeSpec())
        .isInstanceOfSatisfying(
            Decoded.Valid.class,
            valid ->
                assertThat(valid.value())
                    .isEqualTo(
                        new VoiceAssistantSpec(
                            new WorkspaceSpec(null, "acme"),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(),
                            null,
                            9007199254740991L,
                            null,
                            null,
                            Mode.PLAN,
                            null,
                            null,
                            null,
                            null,
                            null)));
  }

  /** Status must accept every live value, including those that the spec forbids. */
  @Test
  void statusHasNoShapeRules() throws JsonProcessingException {
    apply(ASSISTANT);
    String voices = "{\"provider\": \"vapi\", \"model\": \"\"},".repeat(40) + "{}";
    String status =
        """
        {
          "observedGeneration": 1,
          "assistant": {
            "voice": {"provider": "11labs"},
            "transcriber": {},
            "fallbackVoices": [%s],
            "fallbackTranscribers": [],
            "numberId": -1},
          "drift": [{"field": "voice.voiceId", "live": "%s", "since": "2026-11-01T00:00:00.123Z"}],
          "fields": {
            "voice": {"state": "InSync", "applied": {"voiceId": "1a2b3c4d5e6f"}, "unreportedKeys": []},
            "prompt": {"state": "NotConverging", "applied": {"value": "1a2b3c4d5e6f"}, "stored": "6f5e4d3c2b1a"}
          }
        }
        """
            .formatted(voices, "ä".repeat(300));
    patchStatus(assistant(), "{\"status\": %s}".formatted(status));

    VoiceAssistant stored = assistant().get();
    assertThat(stored.getStatus().json()).isEqualTo(new ObjectMapper().readTree(status));
    assertThat(stored.decodeStatus().fields()).containsOnlyKeys("voice", "prompt");
    assertThat(stored.decodeStatus().drift()).hasSize(1);
  }

  @Test
  void specAndStatusAreWrittenSeparately() {
    apply(ASSISTANT + "status: {observedGeneration: 7}\n");
    assertThat(assistant().get().getStatus()).isNull();

    patchStatus(
        assistant(), "{\"spec\": {\"numberId\": 7}, \"status\": {\"observedGeneration\": 1}}");
    assertThat(assistant().get().decodeStatus().observedGeneration()).isEqualTo(1);
    assertThat(assistant().get().getSpec().json().path("numberId").asLong())
        .isEqualTo(9007199254740991L);
  }

  private Resource<VoiceAssistant> assistant() {
    return client.resources(VoiceAssistant.class).withName("support");
  }

  private static void patchStatus(Resource<?> resource, String patch) {
    resource.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private void apply(String manifest) {
    runWithInput(manifest, "apply", "-f", "-");
  }

  private Kubectl.Result kubectl(String manifest) {
    return kubectl.runWithInput(manifest, inNamespace("apply", "-f", "-"));
  }

  private String run(String... arguments) {
    return runWithInput("", arguments);
  }

  private String runWithInput(String manifest, String... arguments) {
    Kubectl.Result result = kubectl.runWithInput(manifest, inNamespace(arguments));
    assertThat(result.exitCode()).as(result.stderr()).isEqualTo(0);
    return result.stdout();
  }

  private String[] inNamespace(String... arguments) {
    return Stream.concat(Stream.of("-n", client.getNamespace()), Stream.of(arguments))
        .toArray(String[]::new);
  }
}
