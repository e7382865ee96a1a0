package net.lumenia.voice.simulator;

import static net.lumenia.voice.simulator.Client.json;
import static net.lumenia.voice.simulator.Client.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.state.ResponseShape;
import net.lumenia.voice.simulator.state.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The settings for responses. */
class ShapesTest {

  private static final String ASSISTANT =
      """
      {"firstMessage":"Hi","prompt":"Be kind.",
       "voice":{"provider":"vapi","voiceId":"Clara"},
       "fallbackVoices":[{"provider":"vapi","voiceId":"Leo"}],
       "fallbackTranscribers":[],"number_id":7,"recording":true}""";
  private static final String NESTED =
      """
      {"firstMessage":"Hi","recording":true,
       "model":{"provider":"openai","messages":[{"role":"system","content":"Be kind."}]},
       "voice":{"provider":"vapi","voiceId":"Clara",
                "fallbackPlan":{"voices":[{"provider":"vapi","voiceId":"Leo"}]}},
       "transcriber":{"fallbackPlan":{"transcribers":[]}},
       "number":{"id":7}}""";

  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    simulator.addWorkspace("acme", object(ASSISTANT));
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void flatShapeHasKeysOfPatchBody() {
    assertThat(client.show("acme").json()).isEqualTo(wrapped(ASSISTANT));
  }

  @Test
  void nestedShapeHasKeysOfVoicePlatform() {
    simulator.settings(now -> now.withShape(ResponseShape.NESTED));
    assertThat(client.show("acme").json()).isEqualTo(wrapped(NESTED));
    assertThat(client.patch("acme", "{\"firstMessage\":\"Hi\"}").json().path("assistant"))
        .isEqualTo(json(NESTED));
  }

  @Test
  void nestedShapeOfEmptyAssistantIsEmpty() {
    simulator.settings(now -> now.withShape(ResponseShape.NESTED));
    simulator.account().replace("acme", StrictJson.object());
    assertThat(client.show("acme").json().path("assistant")).isEqualTo(StrictJson.object());
  }

  @Test
  void nestedShapeKeepsUnexpectedValues() {
    simulator.settings(now -> now.withShape(ResponseShape.NESTED));
    String odd = "{'prompt':null,'voice':'Clara','fallbackTranscribers':null,'number_id':'x'}";
    simulator.account().replace("acme", object(odd));
    assertThat(client.show("acme").json().path("assistant")).isEqualTo(json(odd));
  }

  @Test
  void bareResponseIsTheAssistant() {
    simulator.settings(now -> now.withBare(true));
    JsonNode expected = object(ASSISTANT).put("slug", "61636d65").put("originalSlug", "acme");
    assertThat(client.show("acme").json()).isEqualTo(expected);
  }

  @Test
  void hiddenFieldsAreStoredButNotShown() {
    simulator.settings(now -> now.withHidden("prompt", "number_id"));
    JsonNode visible = object(ASSISTANT).without(List.of("prompt", "number_id"));
    assertThat(client.patch("acme", "{\"prompt\":\"New.\"}").json().path("assistant"))
        .isEqualTo(visible);
    assertThat(client.show("acme").json().path("assistant")).isEqualTo(visible);
    assertThat(simulator.assistant("acme").path("prompt").asText()).isEqualTo("New.");
    simulator.settings(now -> now.withHidden());
    assertThat(client.show("acme").json().at("/assistant/prompt").asText()).isEqualTo("New.");
  }

  @Test
  void onlyFieldsCanBeHidden() {
    assertThatThrownBy(() -> Settings.DEFAULT.withHidden("numberId"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hide: \"numberId\" is not a field; allowed: firstMessage");
  }

  @Test
  void patchResponseCanBeEmpty() {
    simulator.settings(now -> now.withEmptyPatchAnswer(true));
    assertThat(client.patch("acme", "{\"prompt\":\"New.\"}").json())
        .isEqualTo(json("{'success':true,'assistant':{}}"));
    assertThat(client.show("acme").json().at("/assistant/prompt").asText()).isEqualTo("New.");
  }

  private static JsonNode wrapped(String assistant) {
    return StrictJson.object()
        .put("success", true)
        .put("slug", "61636d65")
        .put("originalSlug", "acme")
        .set("assistant", json(assistant));
  }
}
