package net.lumenia.voice.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void decodesEveryField() throws JsonProcessingException {
    String json =
        """
        {"workspace": {"slug": "61636d65"},
         "accountRef": {"name": "partner"},
         "firstMessage": "Hello!",
         "prompt": "",
         "promptFrom": {"configMapKeyRef": {"name": "prompts", "key": "support"}},
         "voice": {"provider": "11labs", "voiceId": "v1", "model": "m1"},
         "transcriber": {"language": "en"},
         "fallbackVoices": [{"provider": "vapi", "voiceId": "Clara"}],
         "fallbackTranscribers": [],
         "numberId": 9007199254740991,
         "mode": "Observe",
         "approvedPlan": "1a2b",
         "driftPolicy": "Refuse",
         "suspend": true,
         "resyncInterval": "90s",
         "phoneNumber": "+493012345678",
         "provision": "IfMissing",
         "revisionHistoryLimit": 0}
        """;
    var expected =
        new VoiceAssistantSpec(
            new WorkspaceSpec("61636d65", null),
            new AccountRef("partner"),
            "Hello!",
            "",
            new PromptSource(new ConfigMapKeyRef("prompts", "support")),
            new VoiceSpec("11labs", "v1", "m1"),
            new TranscriberSpec(null, null, "en"),
            List.of(new VoiceSpec("vapi", "Clara", null)),
            List.of(),
            9007199254740991L,
            "+493012345678",
            Provision.IF_MISSING,
            Mode.OBSERVE,
            "1a2b",
            DriftPolicy.REFUSE,
            true,
            "90s",
            0);

    assertThat(spec(json)).isEqualTo(new Decoded.Valid<>(expected));
    assertThat(MAPPER.<JsonNode>valueToTree(expected)).isEqualTo(MAPPER.readTree(json));
  }

  @Test
  void nullIsAbsentAndUnknownKeyIsIgnored() throws JsonProcessingException {
    assertThat(
            spec(
                """
                {"workspace": {"slug": "a", "originalSlug": null, "region": "eu"},
                 "voice": null, "numberId": null, "mode": null, "unknown": [null]}
                """))
        .isEqualTo(spec("{\"workspace\": {\"slug\": \"a\"}}"))
        .isInstanceOf(Decoded.Valid.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          "text"                                     | spec                            | expected an object, found a string
          [1]                                        | spec                            | expected an object, found a list
          null                                       | spec                            | expected an object, found nothing
          {}                                         | spec.workspace                  | expected an object, found nothing
          {"workspace": null}                        | spec.workspace                  | expected an object, found nothing
          {"workspace": "acme"}                      | spec.workspace                  | expected an object, found a string
          {"workspace": ""}                          | spec.workspace                  | expected an object, found a string
          {"workspace": []}                          | spec.workspace                  | expected an object, found a list
          {"workspace": {"slug": 61}}                | spec.workspace.slug             | expected a string, found a number
          {"workspace": {"slug": ["a"]}}             | spec.workspace.slug             | expected a string, found a list
          {"workspace": {}, "accountRef": {}}        | spec.accountRef.name            | expected a string, found nothing
          {"workspace": {}, "prompt": false}         | spec.prompt                     | expected a string, found false
          {"workspace": {}, "suspend": "true"}       | spec.suspend                    | expected true or false, found a string
          {"workspace": {}, "suspend": 1}            | spec.suspend                    | expected true or false, found a number
          {"workspace": {}, "numberId": "7"}         | spec.numberId                   | expected an integer, found a string
          {"workspace": {}, "numberId": ""}          | spec.numberId                   | expected an integer, found a string
          {"workspace": {}, "numberId": 1.5}         | spec.numberId                   | expected an integer, found a number
          {"workspace": {}, "numberId": true}        | spec.numberId                   | expected an integer, found true
          {"workspace": {}, "numberId": 1e30}        | spec.numberId                   | expected an integer, found a number
          {"workspace": {}, "revisionHistoryLimit": 3000000000} | spec.revisionHistoryLimit | expected a smaller number
          {"workspace": {}, "mode": "plan"}          | spec.mode                       | expected one of Apply, Plan, Observe, found a string
          {"workspace": {}, "mode": ""}              | spec.mode                       | expected one of Apply, Plan, Observe, found a string
          {"workspace": {}, "mode": 1}               | spec.mode                       | expected one of Apply, Plan, Observe, found a number
          {"workspace": {}, "voice": "Clara"}        | spec.voice                      | expected an object, found a string
          {"workspace": {}, "fallbackVoices": {}}    | spec.fallbackVoices             | expected a list, found an object
          {"workspace": {}, "fallbackVoices": ""}    | spec.fallbackVoices             | expected a list, found a string
          {"workspace": {}, "fallbackVoices": [{}, {"model": 1}]} | spec.fallbackVoices[1].model | expected a string, found a number
          {"workspace": {}, "fallbackVoices": [{}, null]} | spec.fallbackVoices[1]     | expected an object, found nothing
          """)
  void errorHasPathAndProblem(String json, String path, String problem)
      throws JsonProcessingException {
    assertThat(spec(json)).isEqualTo(new Decoded.Invalid<>(path, problem));
  }

  private static Decoded<VoiceAssistantSpec> spec(String json) throws JsonProcessingException {
    return Decoder.decode("spec", new RawJson(MAPPER.readTree(json)), VoiceAssistantSpec.class);
  }
}
