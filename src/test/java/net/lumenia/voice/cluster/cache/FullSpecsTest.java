package net.lumenia.voice.cluster.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
class FullSpecsTest {

  private static final String PATH =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants/acme";
  private static final String LONG = "x".repeat(2_000);

  private final TextCache texts = new TextCache(1_000_000, 1_000_000);
  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void aShortSpecIsCachedAsAWhole() {
    VoiceAssistant cached = assistant("1", 1, "Be kind.");
    AbridgedSpec.abridge(cached);
    assertThat(complete(cached)).contains(assistant("1", 1, "Be kind."));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aLongSpecIsReadOnce() {
    serve(assistant("1", 1, LONG));
    assertThat(prompt(complete(abridged("1", 1)))).isEqualTo(LONG);
    assertThat(prompt(complete(abridged("1", 1)))).isEqualTo(LONG);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anEditedSpecIsReadAgain() {
    serve(assistant("1", 1, LONG));
    serve(assistant("1", 2, LONG + "edited"));
    complete(abridged("1", 1));
    assertThat(prompt(complete(abridged("1", 2)))).isEqualTo(LONG + "edited");
  }

  @Test
  void anotherOneOfItsNameIsNotTheResource() {
    serve(assistant("2", 1, LONG));
    assertThat(complete(abridged("1", 1))).isEmpty();
  }

  @Test
  void oneThatIsGoneIsNotThere() {
    assertThat(complete(abridged("1", 1))).isEmpty();
  }

  /** Otherwise an abridged one would lose the ownership of its workspace. */
  @Test
  void anAbridgedSpecIsAsValidAsTheWhole() {
    assertThat(SpecReader.read(abridged("1", 1).decodeSpec()))
        .isInstanceOf(SpecReading.Usable.class);
  }

  private Optional<VoiceAssistant> complete(VoiceAssistant cached) {
    var reads = new ContentReads(client, new ApiServerLimit(Fence.open(System::nanoTime)));
    return new FullSpecs(client, reads, texts).complete(cached);
  }

  private void serve(VoiceAssistant assistant) {
    server.expect().get().withPath(PATH).andReturn(200, assistant).once();
  }

  private static String prompt(Optional<VoiceAssistant> assistant) {
    return assistant.orElseThrow().getSpec().json().path("prompt").asText();
  }

  private static VoiceAssistant abridged(String uid, long generation) {
    VoiceAssistant assistant = assistant(uid, generation, LONG);
    AbridgedSpec.abridge(assistant);
    assertThat(AbridgedSpec.isAbridged(assistant)).isTrue();
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
