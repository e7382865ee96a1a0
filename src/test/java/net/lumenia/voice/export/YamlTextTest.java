package net.lumenia.voice.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is written is read back unchanged, by readers of YAML 1.1 and 1.2. */
class YamlTextTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper PLAIN = new JsonMapper();

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "B", "é", "👋", " ", "  ", "\t", "\n", "\n\n", "\r", "\u0085", "\u2028", "\ufeff",
            "\u0007", "#", ": ", "- ", "'", "\"", "\\", "|", ">", "&", "*", "!", "%", "@", "`", "{",
            "}", "[", "]", ",", "?", "~", "no", "1.0", "1e3", "0x1f", "---", "...", "${name}",
            "\ud800")
        .list()
        .ofMinSize(0)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 3000)
  void textsSurviveInEveryPlace(@ForAll("texts") String text) throws JsonProcessingException {
    var tree = JSON.objectNode();
    tree.put("top", text).putObject("inner").put("deep", text).put("after", "end");
    tree.putArray("list").add(text).addObject().put("first", text).put("second", text);
    tree.put(text + "key", 1);
    String yaml = YamlText.of(tree);
    // Halves of surrogate pairs have no UTF-8: no file can hold them.
    if (!text.contains("\ud800")) {
      assertThat(YAML.readTree(yaml)).as(yaml).isEqualTo(PLAIN.readTree(tree.toString()));
      Object engine = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      assertThat(YAML.<JsonNode>valueToTree(engine))
          .as(yaml)
          .isEqualTo(PLAIN.readTree(tree.toString()));
    }
  }

  @Test
  void promptsAreReadable() {
    var spec = JSON.objectNode();
    spec.put("prompt", "You are helpful. \n\n  - be brief\n").put("numberId", 7);
    spec.putArray("fallbackVoices").addObject().put("provider", "vapi").put("voiceId", "Clara");
    spec.putArray("fallbackTranscribers");
    assertThat(YamlText.of(spec))
        .isEqualTo(
            """
            prompt: |
              You are helpful.\s

                - be brief
            numberId: 7
            fallbackVoices:
              - provider: vapi
                voiceId: Clara
            fallbackTranscribers: []
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no", "Yes", "on", "null", "~", "1", "1.0", "1e3", "0o7", "2026-11-30", "", "a b"})
  void whatSomeReaderTakesForSomethingElseIsQuoted(String text) {
    assertThat(YamlText.of(JSON.objectNode().put("key", text)))
        .isEqualTo("key: \"%s\"\n".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vapi", "nova-3", "eleven_multilingual_v2", "en-US", "a/b.c"})
  void ordinaryWordsAreNot(String text) {
    assertThat(YamlText.of(JSON.objectNode().put("key", text))).isEqualTo("key: " + text + "\n");
  }
}
