package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All of each spec is sent. */
class ProofTest {

  private static LiveAssistant answer(String assistant) {
    return Readings.answer("{\"assistant\": %s}".formatted(assistant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          firstMessage: Hi             | {"firstMessage": "Hi"}                                | true
          firstMessage: Hi             | {"firstMessage": "Hi "}                               | false
          firstMessage: Hi             | {"firstMessage": null}                                | false
          firstMessage: Hi             | {"firstMessage": 5}                                   | false
          firstMessage: Hi             | {}                                                    | false
          firstMessage: Hi; prompt: x  | {"firstMessage": "Hi"}                                | false
          firstMessage: Hi; prompt: x  | {"firstMessage": "Hi", "prompt": "x", "z": 1}         | true
          fallbackVoices: []           | {}                                                    | false
          fallbackVoices: []           | {"fallbackVoices": []}                                | true
          fallbackVoices: []           | {"fallbackVoices": null}                              | true
          voice: {provider: a, voiceId: b} | {"voice": {"provider": "a", "voiceId": "b", "m": 1}} | true
          voice: {provider: a, voiceId: b} | {"voice": {"voiceId": "b"}}                          | false
          voice: {provider: a, voiceId: b} | {"voice": {}}                                        | false
          """)
  void responseProvesPatchOnlyIfItShowsEverythingSent(String spec, String answer, boolean proven) {
    AssistantConfig desired = Readings.config(spec.replace("; ", "\n"));

    assertThat(Proof.isIn(answer(answer), desired, desired.managed())).isEqualTo(proven);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          numberId: 7        | {}                    | {}                    | numberId | ''
          numberId: 7        | {}                    | {"number_id": 7}      | ''       | ''
          numberId: 7        | {}                    | {"number_id": null}   | ''       | numberId
          numberId: 7        | {}                    | {"number_id": 8}      | ''       | numberId
          numberId: 7        | {}                    | {"number_id": []}     | ''       | numberId
          numberId: 7        | {"number_id": 8}      | {}                    | ''       | numberId
          numberId: 7        | {"number_id": null}   | {}                    | ''       | numberId
          voice: {voiceId: b, model: m} | {"voice": {"voiceId": "a"}} | {"voice": {"voiceId": "b"}} | voice.model | ''
          voice: {voiceId: b, model: m} | {"voice": {"voiceId": "a"}} | {"voice": {"voiceId": "a"}} | voice.model | voice.voiceId
          voice: {voiceId: b}           | {"voice": null}             | {"voice": null}             | ''          | voice.voiceId
          voice: {voiceId: b}           | {}                          | {"voice": null}             | ''          | voice.voiceId
          fallbackVoices: []            | {}                          | {}                          | ''          | ''
          fallbackVoices: []            | {"fallbackVoices": [{}]}    | {}                          | ''          | ''
          'fallbackVoices: [{provider: a, model: m}]' | {}  | {}  | fallbackVoices | ''
          'fallbackVoices: [{provider: a, model: m}]' | {"fallbackVoices": [{"provider": "a"}]} | {"fallbackVoices": [{"provider": "a"}]} | fallbackVoices | ''
          'fallbackVoices: [{provider: a, model: m}]' | {"fallbackVoices": []} | {"fallbackVoices": [{"provider": "a"}]} | '' | fallbackVoices
          """)
  void onlyPartsAbsentBeforeAndAfterAreWriteOnly(
      String spec, String before, String after, String writeOnly, String drift) {
    AssistantConfig desired = Readings.config(spec);

    Proof proof = Proof.of(desired, desired.managed(), answer(before), answer(after));

    assertThat(proof.writeOnly()).isEqualTo(words(writeOnly));
    assertThat(proof.drift().stream().map(Difference::path).collect(Collectors.toSet()))
        .isEqualTo(words(drift));
    assertThat(proof.unproven())
        .isEqualTo(
            proof.drift().stream().map(Difference::field).collect(Collectors.<Field>toSet()));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(w -> !w.isEmpty()).collect(Collectors.toSet());
  }
}
