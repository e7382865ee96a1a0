package net.lumenia.voice.cluster.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.Optional;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class SpecLoaderTest {

  private static final String PATH =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme";
  private static final String LONG = "x".repeat(2_000);

  private final TextCache texts = new TextCache(1_000_000);
  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void shortSpecIsCachedCompletely() {
    VoiceAssistant cached = assistant("1", 1, "Be kind.");
    TrimmedSpec.trim(cached, new TextCache(0));
    assertThat(load(cached)).contains(assistant("1", 1, "Be kind."));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void longSpecIsReadOnce() {
    serve(assistant("1", 1, LONG));
    assertThat(prompt(load(trimmed("1", 1)))).isEqualTo(LONG);
    assertThat(prompt(load(trimmed("1", 1)))).isEqualTo(LONG);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void trimmingKeepsTheSpec() {
    VoiceAssistant cached = assistant("1", 1, LONG);
    TrimmedSpec.trim(cached, texts);
    assertThat(TrimmedSpec.isTrimmed(cached)).isTrue();
    assertThat(prompt(load(cached))).isEqualTo(LONG);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void summaryOfTheTrimmedSpecIsNotMadeAgain() {
    VoiceAssistant cached = assistant("1", 1, LONG);
    TrimmedSpec.trim(cached, texts);
    String summary = cached.getSpec().summary(String.class, JsonNode::toString);
    assertThat(load(cached).orElseThrow().getSpec().summary(String.class, JsonNode::toString))
        .isSameAs(summary);
  }

  /** A large spec is read each time, and a tree of it takes much memory. */
  @Test
  void summaryOfASpecThatIsReadIsNotMadeAgainUnlessItIsEdited() {
    serve(assistant("1", 1, LONG));
    VoiceAssistant cached = trimmed("1", 1);
    String summary = cached.getSpec().summary(String.class, JsonNode::toString);
    assertThat(load(cached).orElseThrow().getSpec().summary(String.class, JsonNode::toString))
        .isSameAs(summary);

    serve(assistant("2", 2, LONG));
    VoiceAssistant before = trimmed("2", 1);
    before.getSpec().summary(String.class, _ -> "before");
    assertThat(load(before).orElseThrow().getSpec().summary(String.class, _ -> "after"))
        .isEqualTo("after");
  }

  @Test
  void editedSpecIsReadAgain() {
    serve(assistant("1", 1, LONG));
    serve(assistant("1", 2, LONG + "edited"));
    load(trimmed("1", 1));
    assertThat(prompt(load(trimmed("1", 2)))).isEqualTo(LONG + "edited");
  }

  @Test
  void recreatedResourceIsNotTheSame() {
    serve(assistant("2", 1, LONG));
    assertThat(load(trimmed("1", 1))).isEmpty();
  }

  @Test
  void deletedResourceIsEmpty() {
    assertThat(load(trimmed("1", 1))).isEmpty();
  }

  /** Otherwise a trimmed spec would lose the ownership of its workspace. */
  @Test
  void trimmedSpecIsValid() {
    assertThat(SpecReader.read(trimmed("1", 1).decodeSpec()))
        .isInstanceOf(SpecReading.Usable.class);
  }

  private Optional<VoiceAssistant> load(VoiceAssistant cached) {
    var reads = new LargeObjectReader(client, new ApiServerLimit(Fence.open(System::nanoTime)));
    return new SpecLoader(client, reads, texts).load(cached);
  }

  private void serve(VoiceAssistant assistant) {
    server.expect().get().withPath(PATH).andReturn(200, assistant).once();
  }

  private static String prompt(Optional<VoiceAssistant> assistant) {
    return assistant.orElseThrow().getSpec().json().path("prompt").asText();
  }

  private static VoiceAssistant trimmed(String uid, long generation) {
    VoiceAssistant assistant = assistant(uid, generation, LONG);
    TrimmedSpec.trim(assistant, new TextCache(0));
    assertThat(TrimmedSpec.isTrimmed(assistant)).isTrue();
    return assistant;
  }

  private static VoiceAssistant assistant(String uid, long generation, String prompt) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("acme")
            .withUid(uid)
            .withGeneration(generation)
            .build());
    var spec = JsonNodeFactory.instance.objectNode().put("prompt", prompt);
    spec.putObject("workspace").put("originalSlug", "acme");
    assistant.setSpec(new RawJson(spec));
    return assistant;
  }
}
