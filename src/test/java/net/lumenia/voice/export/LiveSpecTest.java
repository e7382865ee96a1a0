package net.lumenia.voice.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.plan.Assistants;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.SendRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applying what is exported changes nothing. */
class LiveSpecTest {

  @Provide
  Arbitrary<ObjectNode> lives() {
    return Assistants.lives();
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void aSpecOfWhatIsLiveChangesNothing(@ForAll("lives") ObjectNode assistant) {
    LiveAssistant live = Readings.live(assistant);
    LiveSpec found = LiveSpec.of(live);
    if (!found.fields().isEmpty()) {
      Plan plan =
          Planner.plan(
              Readings.config(found.fields()),
              live,
              History.NONE,
              Optional.empty(),
              SendRules.DEFAULT);
      assertThat(plan).isInstanceOf(Plan.NoChange.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"voice":{"provider":"vapi","voiceId":"Clara","model":"x"}}  | {"voice":{"provider":"vapi","voiceId":"Clara"}} | voice.model is left out: voice provider vapi takes no model; remove it
          {"voice":{"provider":"11labs","voiceId":"a"}}                | {"voice":{"voiceId":"a"}} | voice.provider is left out, because the API does not show all keys that it needs: voice provider 11labs needs voiceId and model; add what is missing
          {"voice":{"provider":"vapi","voiceId":"a","speed":1}}        | {"voice":{"provider":"vapi","voiceId":"a"}} | voice.speed is live, but a spec can't have it: a later change of its field may remove it
          {"fallbackVoices":[{"provider":"vapi"}]}                     | {} | fallbackVoices is left out, because a spec can't have it: spec.fallbackVoices[0]: voice provider vapi needs voiceId; add it
          {"firstMessage":" "}                                         | {} | firstMessage is left out, because a spec can't have it: spec.firstMessage: must not be blank; remove it to leave it unmanaged
          {"firstMessage":7}                                           | {} | firstMessage is left out: assistant.firstMessage cannot be read: expected a string, found a number
          {"fallbackVoices":[]}                                        | {"fallbackVoices":[]} | numberId is left out: the API does not show it
          {"prompt":null}                                              | {} | numberId is left out: the API does not show it
          """)
  void whatIsLeftOutIsNoted(String live, String fields, String note)
      throws JsonProcessingException {
    LiveSpec found = LiveSpec.of(Readings.live(new JsonMapper().readTree(live)));
    assertThat(found.fields()).hasToString(fields);
    assertThat(found.notes()).contains(note);
  }

  @ParameterizedTest
  @CsvSource({"prompt, false", "firstMessage, true"})
  void aFieldThatIsUnsetIsNoSecret(String field, boolean isNoted) throws JsonProcessingException {
    LiveSpec found = LiveSpec.of(Readings.live(new JsonMapper().readTree("{\"prompt\":null}")));
    assertThat(found.notes().contains(field + " is left out: the API does not show it"))
        .isEqualTo(isNoted);
    assertThat(found.fields()).isEmpty();
  }
}
