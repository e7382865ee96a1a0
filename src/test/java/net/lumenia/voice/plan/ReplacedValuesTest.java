package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a PATCH of prompt, voice and fallbackVoices replaces. */
class ReplacedValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | nothing",
        "{'prompt': null, 'fallbackVoices': []}               | nothing",
        "{'firstMessage': 'not replaced'}                     | nothing",
        "{'voice': {'provider': 'x', 'model': {'a': [1]}}}    | {'voice': {'provider': 'x',"
            + " 'model': {'a': [1]}}}",
        "{'prompt': 'old'}                                    | {'prompt': 'old'}",
        "{'prompt': 'old', 'fallbackVoices': []}              | {'prompt': 'old', 'fallbackVoices':"
            + " []}",
        "{'voice': {'provider': 'vapi', 'voiceId': null}}     | {'voice': {'provider': 'vapi'}}",
        "{'voice': {'provider': 'x', 'speed': 1.50}}          | {'voice': {'provider': 'x',"
            + " 'speed': 1.50}}",
        "{'voice': {'voiceId': 'a', 'x': 1e999, 'y': 12}}     | {'voice': {'voiceId': 'a', 'y':"
            + " 12}}",
        "{'voice': {'x': 1e999}}                              | nothing",
        "{'fallbackVoices': [{'voiceId': 'a', 'z': [{}]}]}    | {'fallbackVoices': [{'voiceId':"
            + " 'a', 'z': [{}]}]}",
        "{'voice': {'voiceId': 'a', 'fallbackPlan': {'voices': [{'voiceId': 'b'}]}}} | {'voice':"
            + " {'voiceId': 'a'}, 'fallbackVoices': [{'voiceId': 'b'}]}",
      })
  void keepsWholeValues(String live, String kept) {
    Optional<String> data =
        ReplacedValues.of(patch(), Readings.answer("{\"assistant\": %s}".formatted(json(live))))
            .map(image -> image.data().path("spec").toString());
    assertThat(data)
        .isEqualTo(
            kept.equals("nothing")
                ? Optional.empty()
                : Optional.of(json(kept).replace(": ", ":").replace(", ", ",")));
  }

  /** Even if nothing of the field is kept: it must not look like a PATCH that replaces nothing. */
  @Test
  void namesFieldsThatAreCutShort() {
    String many = "'x': '" + "y".repeat(262_200) + "'";
    var live =
        Readings.answer(
            json(
                "{'assistant': {'voice': {%s}, 'transcriber': {%s}}}"
                    .formatted(many, many.replace('y', 'z'))));
    var image = ReplacedValues.of(patch(), live).orElseThrow();
    assertThat(image.cutShort()).containsExactly(Field.VOICE);
    assertThat(image.fields()).containsExactly(Field.VOICE);
    var whole = Readings.answer(json("{'assistant': {'voice': {'x': 'y'}}}"));
    assertThat(ReplacedValues.of(patch(), whole).orElseThrow().cutShort()).isEmpty();
  }

  private static AssistantPatch patch() {
    return new AssistantPatch(
        Map.of(
            Field.PROMPT, new Value.Text("new"),
            Field.VOICE, new Voice(Optional.of("vapi"), Optional.of("Clara"), Optional.empty()),
            Field.FALLBACK_VOICES, new Value.Fallbacks(List.of())));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
