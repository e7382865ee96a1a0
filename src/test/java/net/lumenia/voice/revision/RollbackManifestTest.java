package net.lumenia.voice.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

class RollbackManifestTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  private static final String PRESENT =
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
        mode: Plan
        approvedPlan: abc
      """;

  @Test
  void theReplacedValuesTakeTheirOldPlaces() throws JsonProcessingException {
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
        .containsExactly("the prompt is restored in the spec, in the place of promptFrom");
  }

  @Test
  void whatCanNotBeDeclaredIsLeftOutAndSaid() throws JsonProcessingException {
    RollbackManifest restored =
        restore("{voice: {provider: vapi, voiceId: Clara, model: m, speed: 1}, extra: 1}");
    assertThat(restored.manifest().at("/spec/voice"))
        .isEqualTo(YAML.readTree("{provider: vapi, voiceId: Clara}"));
    assertThat(restored.notes())
        .containsExactly(
            "voice.model cannot be declared, and is left out",
            "voice.speed cannot be declared, and is left out",
            "extra is no field of this version's schema, and left out");
  }

  @Test
  void whatTheSchemaWouldRefuseIsSaid() throws JsonProcessingException {
    assertThat(restore("{voice: {provider: 11labs, voiceId: a}}").notes())
        .singleElement()
        .asString()
        .startsWith("correct this before you apply it: spec.voice");
  }

  private static RollbackManifest restore(String fragment) throws JsonProcessingException {
    VoiceAssistant present = YAML.readValue(PRESENT, VoiceAssistant.class);
    JsonNode values = YAML.readTree(fragment);
    return RollbackManifest.of(present, values);
  }
}
