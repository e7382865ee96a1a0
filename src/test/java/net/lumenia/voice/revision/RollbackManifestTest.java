package net.lumenia.voice.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

class RollbackManifestTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  private static final String CURRENT =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata:
        name: support
        namespace: team
        uid: 1234
        labels: {app: support}
        annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
      spec:
        workspace: {originalSlug: acme}
        firstMessage: Hi
        promptFrom: {configMapKeyRef: {name: prompts, key: support}}
        phoneNumber: "+493012345678"
        mode: Plan
        approvedPlan: abc
      """;

  @Test
  void previousValuesReplaceTheCurrentOnes() throws JsonProcessingException {
    RollbackManifest restored = restore("{prompt: old, numberId: 7}");
    assertThat(restored.manifest())
        .isEqualTo(
            YAML.readTree(
                """
                apiVersion: voice.lumenia.net/v1alpha1
                kind: VoiceAssistant
                metadata: {name: support, namespace: team, labels: {app: support}}
                spec:
                  workspace: {originalSlug: acme}
                  firstMessage: Hi
                  mode: Plan
                  prompt: old
                  numberId: 7
                """));
    assertThat(restored.notes())
        .containsExactly(
            "replaced promptFrom with the text of the prompt",
            "replaced phoneNumber with the id of the previous number");
  }

  @Test
  void numberThatIsNotInTheRevisionStaysAsItIsGiven() throws JsonProcessingException {
    assertThat(restore("{firstMessage: Hello}").manifest().at("/spec/phoneNumber").asText())
        .isEqualTo("+493012345678");
  }

  @Test
  void unsupportedKeysAreOmittedWithANote() throws JsonProcessingException {
    RollbackManifest restored =
        restore("{voice: {provider: vapi, voiceId: Clara, model: m, speed: 1}, extra: 1}");
    assertThat(restored.manifest().at("/spec/voice"))
        .isEqualTo(YAML.readTree("{provider: vapi, voiceId: Clara}"));
    assertThat(restored.notes())
        .containsExactly(
            "omitted voice.model: the spec can't have it",
            "omitted voice.speed: the spec can't have it",
            "omitted extra: it is not a field of this version's schema");
  }

  @Test
  void violationsOfTheSchemaAreNoted() throws JsonProcessingException {
    assertThat(restore("{voice: {provider: 11labs, voiceId: a}}").notes())
        .singleElement()
        .asString()
        .startsWith("correct before applying: spec.voice");
  }

  private static RollbackManifest restore(String revision) throws JsonProcessingException {
    VoiceAssistant current = YAML.readValue(CURRENT, VoiceAssistant.class);
    return RollbackManifest.of(current, YAML.readTree(revision));
  }
}
