package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import org.junit.jupiter.api.Test;

class LostKeysTest {

  private static final LiveAssistant LIVE =
      Readings.answer(
          """
          {"voice": {"provider": "vapi", "voiceId": "A", "stability": 1},
           "fallbackVoices": [
             {"provider": "vapi", "voiceId": "X", "speed": 1.2, "chunkPlan": {"speed": 2}},
             {"provider": "vapi", "voiceId": "Y", "model": null},
             {"provider": "vapi", "voiceId": "Z", "model": 7, "cachingEnabled": true}]}
          """);

  private static final List<String> OF_LIST =
      List.of(
          "fallbackVoices[0].speed",
          "fallbackVoices[0].chunkPlan",
          "fallbackVoices[2].model",
          "fallbackVoices[2].cachingEnabled");

  private static AssistantPatch patch(String fields) {
    return new AssistantPatch(Readings.config(fields).values());
  }

  private static List<String> lost(AssistantPatch patch, String after, Set<Field> unproven) {
    return LostKeys.of(patch, Set.of(Field.values()), LIVE, Readings.answer(after), unproven);
  }

  @Test
  void listLosesTheUnknownKeysOfAllItems() {
    AssistantPatch list = patch("fallbackVoices: [{provider: vapi, voiceId: X}]");

    assertThat(LostKeys.ahead(list, LIVE)).isEqualTo(OF_LIST);
    assertThat(
            lost(
                list,
                "{\"fallbackVoices\": [{\"provider\": \"vapi\", \"voiceId\": \"X\"}]}",
                Set.of()))
        .isEqualTo(OF_LIST);
  }

  @Test
  void keyThatTheApiStillShowsIsNotLost() {
    AssistantPatch list = patch("fallbackVoices: [{provider: vapi, voiceId: X}]");
    String after =
        "{\"fallbackVoices\": [{\"provider\": \"vapi\", \"voiceId\": \"X\", \"speed\": 1}]}";

    assertThat(lost(list, after, Set.of())).hasSize(3).doesNotContain("fallbackVoices[0].speed");
    // A stale read shows the list from before the PATCH.
    assertThat(lost(list, after, Set.of(Field.FALLBACK_VOICES))).isEqualTo(OF_LIST);
  }

  @Test
  void clearedListLosesNothing() {
    AssistantPatch list = patch("fallbackVoices: []");

    assertThat(LostKeys.ahead(list, LIVE)).isEmpty();
    assertThat(lost(list, "{\"fallbackVoices\": []}", Set.of())).isEmpty();
  }

  @Test
  void voiceLosesWhatTheApiNoLongerShows() {
    AssistantPatch voice = patch("voice: {provider: 11labs, voiceId: B, model: m}");
    String replaced =
        "{\"voice\": {\"provider\": \"11labs\", \"voiceId\": \"B\", \"model\": \"m\"}}";

    assertThat(LostKeys.ahead(voice, LIVE)).isEmpty();
    assertThat(lost(voice, replaced, Set.of())).containsExactly("voice.stability");
    assertThat(lost(voice, replaced, Set.of(Field.VOICE))).isEmpty();
    assertThat(lost(voice, "{\"voice\": {\"stability\": 1}}", Set.of())).isEmpty();
  }

  @Test
  void onlyTheGivenFieldsOfThePatchCount() {
    AssistantPatch list = patch("fallbackVoices: [{provider: vapi, voiceId: X}]");

    assertThat(LostKeys.of(list, Set.of(Field.VOICE), LIVE, new LiveAssistant(Map.of()), Set.of()))
        .isEmpty();
    assertThat(LostKeys.ahead(patch("firstMessage: Hi"), LIVE)).isEmpty();
  }

  @Test
  void namesOfTheApiAreShortAndVisible() {
    String name = "a\\n\\u202eb" + "c".repeat(10_000);
    LiveAssistant live =
        Readings.answer(
            "{\"fallbackVoices\": [{\"provider\": \"vapi\", \"%s\": {\"n\": %s}}]}"
                .formatted(name, "9".repeat(10_000)));

    assertThat(LostKeys.ahead(patch("fallbackVoices: [{provider: vapi, voiceId: X}]"), live))
        .containsExactly("fallbackVoices[0].a b" + "c".repeat(60) + "…");
  }
}
