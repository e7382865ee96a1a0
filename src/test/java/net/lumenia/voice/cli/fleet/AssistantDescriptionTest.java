package net.lumenia.voice.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantDescriptionTest {

  @ParameterizedTest
  @ValueSource(strings = {"billing", "legacy", "orphan", "reception", "sales", "support"})
  void describesAnAssistant(String name) {
    assertThat(describe(StoredAssistants.read(name)))
        .isEqualTo(StoredAssistants.text(name + ".txt"));
  }

  /** A workspace's content must not control the terminal of the person who looks at it. */
  @Test
  void valuesCannotControlTheTerminal() {
    VoiceAssistant assistant = StoredAssistants.read("support");
    assistant.setStatus(
        RawJson.ofText(
            """
            {"observedGeneration": 1, "plan": {"hash": "\\u001b[2J"},
             "summary": {"voice": "\\u001b[31m"}, "drift": [{"field": "voice", "live": "\\u001b]0;x"}],
             "lastPatch": {"\\u001b[1mkey": "\\u001b[1m", "time": "\\u001b[0m"},
             "fields": {"voice": {"state": "\\u001b[5m"}}}
            """));
    assertThat(describe(assistant)).doesNotContain("\u001b");
  }

  private static String describe(VoiceAssistant assistant) {
    return String.join(
            "\n",
            new AssistantDescription(
                    assistant, "kubectl lumenia", 100, Palette.PLAIN, StoredAssistants.NOW)
                .lines())
        + "\n";
  }
}
