package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.cluster.LastEdit;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.cache.TextCache;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

class CachedFormTest {

  private static final String LONG = "x".repeat(2_000);

  private final KubernetesSerialization serialization =
      new KubernetesSerialization(
          new ObjectMapper().registerModule(CachedForm.module(new TextCache(), Set.of("slice"))),
          true);

  @Test
  void metadataIsWhatTheOperatorUses() {
    var metadata = decode(assistant("firstMessage: Hi"), VoiceAssistant.class).getMetadata();
    assertThat(metadata.getName()).isEqualTo("acme");
    assertThat(metadata.getUid()).isEqualTo("1");
    assertThat(metadata.getResourceVersion()).isEqualTo("7");
    assertThat(metadata.getLabels()).isEqualTo(Map.of("slice", "b"));
    assertThat(metadata.getFinalizers()).isEmpty();
    assertThat(metadata.getAnnotations()).isEmpty();
  }

  @Test
  void requestForACheckStays() {
    assertThat(
            decode(requested("2026-11-23T12:00:00Z"), VoiceAssistant.class)
                .getMetadata()
                .getAnnotations())
        .containsExactly(entry(ReconcileAnnotation.NAME, "2026-11-23T12:00:00Z"));
    assertThat(
            decode(requested(LONG), VoiceAssistant.class)
                .getMetadata()
                .getAnnotations()
                .get(ReconcileAnnotation.NAME))
        .startsWith("2000 chars, sha256:");
  }

  private static String requested(String value) {
    return assistant("firstMessage: Hi")
        .replace(
            "voice.lumenia.net/ours: \"1\"",
            "%s: \"%s\"".formatted(ReconcileAnnotation.NAME, value));
  }

  @Test
  void theTimeOfTheLastEditStays() {
    VoiceAssistant assistant = decode(assistant("firstMessage: Hi"), VoiceAssistant.class);
    assertThat(assistant.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getFieldsV1()).isNull());
    assertThat(LastEdit.of(assistant)).contains(Instant.parse("2026-11-23T12:00:00Z"));
  }

  /** A resource that can't be decoded ends the watch of all. */
  @Test
  void anEditWithoutATimeIsNoError() {
    var metadata =
        new ObjectMetaBuilder()
            .addNewManagedField()
            .withManager("kubectl-replace")
            .endManagedField()
            .build();
    CachedForm.shorten(metadata, Set.of());
    assertThat(metadata.getManagedFields()).isEmpty();
  }

  @Test
  void longValuesAreTakenOut() {
    String spec =
        """
        firstMessage: Hi
          prompt: %s
          voice: {provider: vapi, voiceId: Clara}
          fallbackVoices: [{provider: vapi, voiceId: %s}]
          fallbackTranscribers: []
        """
            .formatted(LONG, LONG);
    VoiceAssistant cached = decode(assistant(spec), VoiceAssistant.class);
    assertThat(serialization.asJson(cached).length()).isLessThan(1_000);
    assertThat(cached.getSpec().json().toString())
        .isEqualTo(
            "{\"firstMessage\":\"Hi\",\"prompt\":\"(not cached)\",\"voice\":{\"provider\":\"vapi\",\"voiceId\":\"Clara\"},\"fallbackVoices\":[],\"fallbackTranscribers\":[]}");
    assertThat(cached.getMetadata().getAnnotations()).containsKey("voice.lumenia.net/trimmed");
  }

  /** That is how the SDK hands out what is in its cache. */
  @Test
  void aCopyIsTheSame() {
    VoiceAssistant cached = decode(assistant("prompt: " + LONG), VoiceAssistant.class);
    assertThat(serialization.clone(cached)).isEqualTo(cached);
  }

  @Test
  void nothingElseIsTouched() {
    String unused = "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, labels: {b: c}}";
    assertThat(decode(unused, ConfigMap.class).getMetadata().getLabels()).containsEntry("b", "c");
    String account = assistant("accountId: " + LONG).replace("VoiceAssistant", "LumeniaAccount");
    assertThat(decode(account, LumeniaAccount.class).getSpec().json().path("accountId").textValue())
        .isEqualTo(LONG);
  }

  /** Events have objects of our kinds, bookmarks of them, and failures. */
  @Test
  void objectsOfWatchEventsAreDecoded() {
    String ours =
        """
        {"type": "MODIFIED", "object": {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "%s",
          "metadata": {"name": "acme", "labels": {"a": "b"}}, "spec": {"suspend": true}}}
        """;
    assertThat(watched(ours.formatted("VoiceAssistant")))
        .isInstanceOfSatisfying(
            VoiceAssistant.class,
            found -> {
              assertThat(found.getMetadata().getName()).isEqualTo("acme");
              assertThat(found.getMetadata().getLabels()).isEmpty();
              assertThat(found.getSpec().text()).isEqualTo("{\"suspend\":true}");
            });
    assertThat(watched(ours.formatted("LumeniaAccount"))).isInstanceOf(LumeniaAccount.class);
    assertThat(
            watched("{\"object\": {\"kind\": \"Status\", \"apiVersion\": \"v1\", \"code\": 410}}"))
        .isInstanceOfSatisfying(
            Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
    assertThat(
            watched("{\"object\": {\"apiVersion\": \"v1\", \"kind\": \"Status\", \"code\": 410}}"))
        .isInstanceOf(Status.class);
  }

  private KubernetesResource watched(String event) {
    return (KubernetesResource) serialization.unmarshal(event, WatchEvent.class).getObject();
  }

  private <T> T decode(String yaml, Class<T> type) {
    return serialization.unmarshal(yaml, type);
  }

  private static String assistant(String spec) {
    return """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata:
          name: acme
          uid: "1"
          resourceVersion: "7"
          labels: {team: a, slice: b}
          finalizers: [a/b]
          annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}", voice.lumenia.net/ours: "1"}
          managedFields:
            - {manager: kubectl, time: "2026-11-23T12:00:00Z", fieldsV1: {"f:spec": {}}}
            - {manager: helm, time: "2026-11-22T12:00:00Z", fieldsV1: {"f:spec": {}}}
            - {manager: operator, subresource: status, time: "2026-11-24T12:00:00Z"}
        spec:
          %s
        """
        .formatted(spec);
  }
}
