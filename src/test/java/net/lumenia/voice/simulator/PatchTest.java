package net.lumenia.voice.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.lumenia.voice.simulator.Client.json;
import static net.lumenia.voice.simulator.Client.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.simulator.Client.Reply;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.http.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of PATCH as a table: stored assistant, body, result. */
class PatchTest {

  private static final String ELEVEN =
      "{'voice':{'provider':'11labs','voiceId':'A','model':'eleven_v3'}}";
  private static final String VAPI = "{'voice':{'provider':'vapi','voiceId':'Clara'}}";
  private static final String DEEPGRAM =
      "{'transcriber':{'provider':'deepgram','model':'nova-3','language':'en'}}";
  private static final String FALLBACKS =
      "{'fallbackVoices':[{'provider':'vapi','voiceId':'Elliot'}],"
          + "'fallbackTranscribers':[{'provider':'deepgram','model':'nova-3','language':'en'}]}";

  private static Simulator simulator;
  private static Client client;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    client = Client.of(simulator);
  }

  @AfterAll
  static void stop() {
    client.close();
    simulator.close();
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("{}", "{'firstMessage':'Hi'}", "{'firstMessage':'Hi'}"),
        arguments("{'prompt':'a'}", "{'firstMessage':'Hi'}", "{'prompt':'a','firstMessage':'Hi'}"),
        arguments("{'prompt':'a'}", "{'prompt':'b'}", "{'prompt':'b'}"),
        arguments("{}", VAPI, VAPI),
        arguments("{}", ELEVEN, ELEVEN),
        arguments("{}", DEEPGRAM, DEEPGRAM),
        // Without provider the object is merged into the stored one.
        arguments(
            ELEVEN,
            "{'voice':{'voiceId':'B'}}",
            "{'voice':{'provider':'11labs','voiceId':'B','model':'eleven_v3'}}"),
        arguments(
            ELEVEN,
            "{'voice':{'model':'eleven_flash_v2'}}",
            "{'voice':{'provider':'11labs','voiceId':'A','model':'eleven_flash_v2'}}"),
        arguments(
            VAPI, "{'voice':{'voiceId':'Leo'}}", "{'voice':{'provider':'vapi','voiceId':'Leo'}}"),
        arguments(
            DEEPGRAM,
            "{'transcriber':{'language':'de'}}",
            "{'transcriber':{'provider':'deepgram','model':'nova-3','language':'de'}}"),
        // With provider the object replaces the stored one, even if the provider is the same.
        arguments(ELEVEN, VAPI, VAPI),
        arguments(VAPI, ELEVEN, ELEVEN),
        arguments("{'voice':{'provider':'vapi','voiceId':'Leo','speed':2}}", VAPI, VAPI),
        arguments(
            "{'voice':{'provider':'vapi','voiceId':'Leo','speed':2}}",
            "{'voice':{'voiceId':'Mia'}}",
            "{'voice':{'provider':'vapi','voiceId':'Mia','speed':2}}"),
        // Lists are replaced, cleared by [], and unchanged if absent.
        arguments(
            FALLBACKS,
            "{'fallbackVoices':[{'provider':'vapi','voiceId':'Mia'},"
                + "{'provider':'11labs','voiceId':'x','model':'eleven_v3'}],"
                + "'fallbackTranscribers':[]}",
            "{'fallbackVoices':[{'provider':'vapi','voiceId':'Mia'},"
                + "{'provider':'11labs','voiceId':'x','model':'eleven_v3'}],"
                + "'fallbackTranscribers':[]}"),
        arguments("{}", "{'fallbackVoices':[]}", "{'fallbackVoices':[]}"),
        arguments("{}", FALLBACKS, FALLBACKS),
        // Absent fields are not checked against the catalog.
        arguments(
            "{'voice':{'provider':'vapi','voiceId':'Retired'}}",
            "{'prompt':'p'}",
            "{'voice':{'provider':'vapi','voiceId':'Retired'},'prompt':'p'}"),
        arguments("{'future':{'key':1}}", "{'prompt':'p'}", "{'future':{'key':1},'prompt':'p'}"),
        arguments("{}", "{'number_id':7}", "{'number_id':7}"),
        arguments("{'number_id':7}", "{'number_id':7}", "{'number_id':7}"));
  }

  @ParameterizedTest(name = "[{index}] {0} + {1}")
  @MethodSource
  void accepted(String stored, String body, String expected) {
    simulator.addWorkspace("table", object(stored));
    simulator.account().replace("table", object(stored));
    Reply reply = client.patch("table", body.replace('\'', '"'));
    assertThat(reply.message()).isEmpty();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json())
        .isEqualTo(StrictJson.object().put("success", true).set("assistant", json(expected)));
    assertThat(simulator.assistant("table")).isEqualTo(json(expected));
  }

  static Stream<Arguments> rejected() {
    return Stream.of(
        // The body as a whole.
        arguments("{}", "", "the body must be a JSON object"),
        arguments("{}", "{", "not JSON"),
        arguments("{}", "{} {}", "not JSON"),
        arguments("{}", "{'prompt':'a','prompt':'b'}", "Duplicate"),
        arguments("{}", "[]", "must be a JSON object, not an array"),
        arguments("{}", "null", "must be a JSON object, not null"),
        arguments("{}", "'text'", "must be a JSON object, not a string"),
        arguments("{}", "{}", "at least one of: firstMessage, prompt, voice, transcriber"),
        arguments("{}", "{'numberId':7}", "at least one of: "),
        arguments("{}", "{'numberId':7,'prompt':'a'}", "numberId is not a field; allowed: "),
        // Texts.
        arguments("{}", "{'firstMessage':''}", "firstMessage must not be empty"),
        arguments("{}", "{'prompt':''}", "prompt must not be empty"),
        arguments("{}", "{'prompt':7}", "prompt must be a string, not a number"),
        arguments("{}", "{'prompt':null}", "prompt must not be null"),
        // Types of other fields.
        arguments("{}", "{'voice':null}", "voice must not be null"),
        arguments("{}", "{'voice':{}}", "voice must include at least one of: provider, voiceId"),
        arguments("{}", "{'voice':'Clara'}", "voice must be an object, not a string"),
        arguments("{}", "{'voice':[]}", "voice must be an object, not an array"),
        arguments(VAPI, "{'voice':{'voiceId':null}}", "voice.voiceId must be a string, not null"),
        arguments(VAPI, "{'voice':{'voiceId':''}}", "voice.voiceId must not be empty"),
        arguments(VAPI, "{'voice':{'voice_id':'Leo'}}", "voice.voice_id is not a field"),
        arguments(DEEPGRAM, "{'transcriber':{'voiceId':'x'}}", "transcriber.voiceId is not a"),
        arguments("{}", "{'fallbackVoices':null}", "fallbackVoices must not be null"),
        arguments("{}", "{'fallbackVoices':{}}", "fallbackVoices must be a list, not an object"),
        arguments("{}", "{'fallbackVoices':['Leo']}", "fallbackVoices[0] must be an object"),
        // An object with provider must be complete.
        arguments(
            "{}",
            "{'voice':{'provider':'vapi'}}",
            "voice.voiceId is required when voice.provider is \"vapi\": one of catalog"
                + " voice.providers[vapi].voiceIds[].value"),
        arguments(VAPI, "{'voice':{'provider':'vapi'}}", "voice.voiceId is required"),
        arguments(ELEVEN, "{'voice':{'provider':'11labs','voiceId':'B'}}", "voice.model is requ"),
        arguments(
            "{}",
            "{'voice':{'provider':'11labs','voiceId':'B'}}",
            "one of catalog voice.providers[11labs].models[].value"),
        arguments(
            "{}",
            "{'voice':{'provider':'11labs','model':'eleven_v3'}}",
            "voice.voiceId is required when voice.provider is \"11labs\""),
        arguments(
            "{}",
            "{'voice':{'provider':'vapi','voiceId':'Clara','model':'eleven_v3'}}",
            "voice.model must not be sent when voice.provider is \"vapi\""),
        arguments(
            "{}",
            "{'transcriber':{'provider':'deepgram','model':'nova-3'}}",
            "transcriber.language is required when transcriber.provider is \"deepgram\": one of"
                + " catalog transcriber.providers[deepgram].models[nova-3].languages[].value"),
        arguments(
            DEEPGRAM,
            "{'transcriber':{'provider':'deepgram','language':'de'}}",
            "one of catalog transcriber.providers[deepgram].models[].value"),
        arguments("{}", "{'transcriber':{'provider':'11labs'}}", "transcriber.model is required"),
        // The catalog.
        arguments(
            "{}",
            "{'voice':{'provider':'acme','voiceId':'x'}}",
            "voice.provider \"acme\" is not one of catalog voice.providers[].value"),
        arguments(
            "{}",
            "{'voice':{'provider':'vapi','voiceId':'Elliott'}}",
            "voice.voiceId \"Elliott\" is not one of catalog"
                + " voice.providers[vapi].voiceIds[].value"),
        arguments(
            "{}",
            "{'voice':{'provider':'11labs','voiceId':'x','model':'nova-3'}}",
            "voice.model \"nova-3\" is not one of catalog voice.providers[11labs].models[].value"),
        arguments(
            "{}",
            "{'transcriber':{'provider':'deepgram','model':'scribe','language':'en'}}",
            "is not one of catalog transcriber.providers[deepgram].models[].value"),
        arguments(
            "{}",
            "{'transcriber':{'provider':'deepgram','model':'nova-3','language':'xx'}}",
            "transcriber.language \"xx\" is not one of catalog"
                + " transcriber.providers[deepgram].models[nova-3].languages[].value"),
        // The merged result must be valid.
        arguments("{}", "{'voice':{'voiceId':'Leo'}}", "voice.provider is required"),
        arguments("{}", "{'transcriber':{'language':'de'}}", "transcriber.provider is required"),
        arguments("{'voice':null}", "{'voice':{'voiceId':'Leo'}}", "voice.provider is required"),
        arguments(VAPI, "{'voice':{'model':'eleven_v3'}}", "voice.model must not be sent"),
        arguments(
            VAPI, "{'voice':{'voiceId':'Unknown'}}", "voice.providers[vapi].voiceIds[].value"),
        arguments(ELEVEN, "{'voice':{'model':'nope'}}", "voice.providers[11labs].models[].value"),
        arguments(DEEPGRAM, "{'transcriber':{'language':'xx'}}", ".models[nova-3].languages[]"),
        arguments(
            "{'voice':{'provider':'11labs','voiceId':'A','model':'retired'}}",
            "{'voice':{'voiceId':'B'}}",
            "voice.model \"retired\" is not one of catalog"),
        // Items of lists are not merged.
        arguments(
            FALLBACKS,
            "{'fallbackVoices':[{'voiceId':'Clara'}]}",
            "fallbackVoices[0].provider is required: one of catalog voice.providers[].value"),
        arguments(
            "{}",
            "{'fallbackVoices':[{'provider':'vapi','voiceId':'Leo'},{'provider':'vapi'}]}",
            "fallbackVoices[1].voiceId is required when fallbackVoices[1].provider is \"vapi\""),
        arguments(
            "{}",
            "{'fallbackTranscribers':[{'provider':'deepgram','model':'nova-3'}]}",
            "fallbackTranscribers[0].language is required"),
        // Numbers.
        arguments("{}", "{'number_id':0}", "number_id must be a positive integer, not 0"),
        arguments("{}", "{'number_id':-1}", "number_id must be a positive integer"),
        arguments("{}", "{'number_id':1.5}", "number_id must be a positive integer"),
        arguments("{}", "{'number_id':7.0}", "number_id must be a positive integer"),
        arguments("{}", "{'number_id':'7'}", "number_id must be a positive integer"),
        arguments("{}", "{'number_id':null}", "number_id must not be null"),
        arguments("{}", "{'number_id':99999999999999999999}", "must be a positive integer"),
        arguments("{}", "{'number_id':4711}", "4711 is not a number of this workspace's organi"),
        arguments("{}", "{'number_id':42}", "42 is already linked to another voice integration"),
        // All or nothing.
        arguments("{'prompt':'a'}", "{'prompt':'b','number_id':0}", "number_id"),
        arguments("{'prompt':'a'}", "{'prompt':'b','voice':{'voiceId':'x'}}", "voice.provider"));
  }

  @ParameterizedTest(name = "[{index}] {0} + {1}")
  @MethodSource
  void rejected(String stored, String body, String message) {
    simulator.addWorkspace("holder of 42", object("{'number_id':42}"));
    simulator.addWorkspace("table");
    ObjectNode before = object(stored);
    simulator.account().replace("table", before);
    Reply reply = client.patch("table", body.replace('\'', '"'));
    assertThat(reply.message()).contains(message);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("success").isBoolean()).isTrue();
    assertThat(simulator.assistant("table")).isEqualTo(before);
  }

  @Test
  void messageNamesEveryProblem() {
    simulator.addWorkspace("all");
    assertThat(client.patch("all", "{\"prompt\":\"\",\"number_id\":0}").message())
        .isEqualTo("prompt must not be empty; number_id must be a positive integer, not 0");
  }

  @Test
  void patchRequiresJsonContentType() {
    simulator.addWorkspace("typed");
    for (String type : List.of("text/plain", "application/json-patch+json")) {
      var request =
          client.request("PATCH", Client.path("typed") + "/assistant", "{\"prompt\":\"p\"}");
      Reply reply = client.send(request.setHeader("Content-Type", type));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.message()).isEqualTo("Content-Type: application/json is required");
    }
    var request =
        client.request("PATCH", Client.path("typed") + "/assistant", "{\"prompt\":\"p\"}");
    assertThat(client.send(request.setHeader("Content-Type", "Application/JSON; charset=utf-8")))
        .extracting(Reply::status)
        .isEqualTo(200);
  }

  @Test
  void tooLargeBodyIsRejected() {
    simulator.addWorkspace("huge");
    Reply reply = client.patch("huge", "{\"prompt\":\"" + "x".repeat(Received.BODY_LIMIT) + "\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).contains("larger than");
  }

  @Test
  void longUnicodePromptIsStoredUnchanged() {
    simulator.addWorkspace("long");
    String prompt = "Grüß Gott \uD83D\uDC4B\n".repeat(10_000);
    assertThat(prompt.getBytes(UTF_8).length).isGreaterThan(150_000);
    client.patch("long", StrictJson.object().put("prompt", prompt).toString());
    assertThat(client.show("long").json().at("/assistant/prompt").asText()).isEqualTo(prompt);
  }

  @Test
  void linkingAnotherNumberReleasesTheFirst() {
    simulator.addWorkspace("first");
    simulator.addWorkspace("second");
    assertThat(client.patch("first", "{\"number_id\":11}").status()).isEqualTo(200);
    assertThat(client.patch("second", "{\"number_id\":11}").status()).isEqualTo(400);
    assertThat(client.patch("first", "{\"number_id\":12}").status()).isEqualTo(200);
    assertThat(client.patch("second", "{\"number_id\":11}").status()).isEqualTo(200);
  }
}
