package net.lumenia.voice.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources with any content can be read: stored under an older schema, or by another client. */
class RawJsonTest {

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a string\"",
        "\"\"",
        "[]",
        "[1, [2, {}]]",
        "true",
        "7",
        "1.5",
        "{}",
        "{\"mode\": \"Unheard\", \"voice\": [], \"numberId\": \"seven\"}",
        "{\"workspace\": {\"slug\": {}}, \"fallbackVoices\": {\"a\": null}}",
        "{\"conditions\": \"Ready\", \"observedGeneration\": [], \"applied\": 1}",
        "{\"circuit\": \"Fused\", \"catalog\": false, \"tokenSecretRef\": \"lumenia\"}",
      })
  void anyContentIsReadAndWrittenUnchanged(String content) {
    String template =
        """
        {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "%s",
         "metadata": {"name": "support"}, "spec": %s, "status": %s}
        """;
    String assistant = template.formatted("VoiceAssistant", content, content);
    String account = template.formatted("LumeniaAccount", content, content);

    assertThat(tree(roundTrip(assistant, VoiceAssistant.class))).isEqualTo(tree(assistant));
    assertThat(tree(roundTrip(account, LumeniaAccount.class))).isEqualTo(tree(account));
    assertThat(read(assistant, VoiceAssistant.class).decodeStatus()).isNotNull();
    assertThat(read(account, LumeniaAccount.class).decodeStatus()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"spec\": null, \"status\": null"})
  void specAndStatusCanBeMissing(String parts) {
    String json =
        "{\"apiVersion\": \"voice.lumenia.net/v1alpha1\", \"kind\": \"VoiceAssistant\"%s}"
            .formatted(parts);
    VoiceAssistant resource = read(json, VoiceAssistant.class);

    assertThat(resource.getSpec()).isNull();
    assertThat(resource.decodeSpec())
        .isEqualTo(new Decoded.Invalid<>("spec", "expected an object, found nothing"));
    assertThat(resource.decodeStatus()).isEqualTo(VoiceAssistantStatus.empty());
    assertThat(serialization.asJson(resource)).doesNotContain("spec").doesNotContain("status");
  }

  @Test
  void listsAreRead() {
    VoiceAssistantList list =
        read(
            """
            {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "VoiceAssistantList", "items": [
              {"spec": "a string"}, {"spec": {"numberId": 7}}, {}]}
            """,
            VoiceAssistantList.class);

    assertThat(list.getItems()).extracting(VoiceAssistant::getSpec).hasSize(3);
  }

  @Test
  void absentAndEmptyAndEveryDigitAreKept() {
    String json =
        """
        {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "VoiceAssistant",
         "metadata": {"name": "support"},
         "spec": {"fallbackVoices": [], "numberId": 9007199254740991, "unknown": {"key": [null]}}}
        """;
    String written = roundTrip(json, VoiceAssistant.class);

    assertThat(written)
        .contains("\"fallbackVoices\":[]", "9007199254740991", "\"unknown\":{\"key\":[null]}")
        .doesNotContain("fallbackTranscribers");
    assertThat(serialization.clone(read(json, VoiceAssistant.class)))
        .isEqualTo(read(json, VoiceAssistant.class));
  }

  @Test
  void toStringHidesContent() {
    String json =
        """
        {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "VoiceAssistant",
         "spec": {"prompt": "a trade secret"}}
        """;

    assertThat(read(json, VoiceAssistant.class)).asString().doesNotContain("secret");
  }

  private <T> T read(String json, Class<T> type) {
    return serialization.unmarshal(json, type);
  }

  private String roundTrip(String json, Class<?> type) {
    return serialization.asJson(read(json, type));
  }

  private JsonNode tree(String json) {
    return serialization.unmarshal(json, JsonNode.class);
  }

  static class VoiceAssistantList extends DefaultKubernetesResourceList<VoiceAssistant> {}
}
