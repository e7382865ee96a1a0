package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppliedValueTest {

  @Test
  void eachKeyOfAVoiceHasItsOwnHash() {
    Map<String, String> one = AppliedValue.of(voice("Clara", "v1")).hashes();
    Map<String, String> other = AppliedValue.of(voice("Elliot", "v1")).hashes();
    assertThat(one).containsOnlyKeys("provider", "voiceId", "model");
    assertThat(other)
        .containsEntry("model", one.get("model"))
        .doesNotContainEntry("voiceId", one.get("voiceId"));
    assertThat(AppliedValue.of(voice("Clara", "v1")).hasKey("voiceId", "Clara")).isTrue();
    assertThat(AppliedValue.of(voice("Clara", "v1")).hasKey("voiceId", "Elliot")).isFalse();
  }

  @Test
  void listsDifferInOrderAndInWhereAKeyEnds() {
    Voice clara = voice("Clara", "v1");
    Voice elliot = voice("Elliot", "v1");
    assertThat(list(clara, elliot))
        .isEqualTo(list(clara, elliot))
        .isNotEqualTo(list(elliot, clara));
    assertThat(list(clara)).isNotEqualTo(list(clara, clara)).isNotEqualTo(list());
    assertThat(list(voice("a,model:b", "c"))).isNotEqualTo(list(voice("a", "b,model:c")));
  }

  @Test
  void hashesAreMadeOnce() {
    var config = new AssistantConfig(Map.of(Field.PROMPT, new Value.Text("Hi")));
    assertThat(config.applied(Field.PROMPT))
        .isSameAs(config.applied(Field.PROMPT))
        .isEqualTo(AppliedValue.of(new Value.Text("Hi")))
        .isNotEqualTo(AppliedValue.of(new Value.Text("hi")));
  }

  private static AppliedValue list(Component... items) {
    return AppliedValue.of(new Value.Fallbacks(List.of(items)));
  }

  private static Voice voice(String id, String model) {
    return new Voice(Optional.of("11labs"), Optional.of(id), Optional.of(model));
  }
}
