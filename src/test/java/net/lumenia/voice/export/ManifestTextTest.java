package net.lumenia.voice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.lumenia.voice.plan.Assistants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits change the wanted values and nothing else. */
class ManifestTextTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String COMMENTED =
      """
      # The shop's assistant.
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata: {name: acme, labels: {team: shop}}   # one line
      spec:
        workspace: {originalSlug: acme}

        # Reviewed by legal.
        firstMessage: 'Hello!'   # short
        voice:                   # see the style guide
          # the only one that legal likes
          provider: vapi
          voiceId: Elliot        # male
        prompt: |-               # from the wiki
            You are helpful.

            Be brief.

        fallbackVoices:
          # first
          - provider: vapi
            voiceId: Clara
          # second
          - {provider: "11labs", voiceId: b, model: c}
        numberId: 7 # the main number
      # the end
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: other   # untouched
      """;

  enum Style {
    OURS {
      @Override
      String write(ObjectNode manifest) {
        return YamlText.of(manifest)
            .replaceAll("(?m)^(\\s*)([a-zA-Z]+:)$", "$1# above $2\n$1$2 # at $2");
      }
    },
    JACKSON {
      @Override
      String write(ObjectNode manifest) throws JsonProcessingException {
        return new YAMLMapper().writeValueAsString(manifest);
      }
    },
    JSON_LINES {
      @Override
      String write(ObjectNode manifest) {
        return manifest.toPrettyString();
      }
    },
    JSON_LINE {
      @Override
      String write(ObjectNode manifest) {
        return manifest + "\n";
      }
    },
    FLOW {
      @Override
      String write(ObjectNode manifest) {
        return YamlText.inline(manifest) + "\n";
      }
    },
    WINDOWS {
      @Override
      String write(ObjectNode manifest) {
        return "\ufeff# first\n".replace("\n", "\r\n")
            + YamlText.of(manifest).replace("\n", "\r\n");
      }
    };

    abstract String write(ObjectNode manifest) throws JsonProcessingException;
  }

  @Provide
  Arbitrary<ObjectNode> specs() {
    return Assistants.specs();
  }

  @Provide
  Arbitrary<Style> styles() {
    return Arbitraries.of(Style.values());
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void everyUpdateIsWrittenInEveryStyle(
      @ForAll("specs") ObjectNode before,
      @ForAll("specs") ObjectNode after,
      @ForAll("styles") Style style)
      throws JsonProcessingException, NotEditableException {
    String content = style.write(manifest(before));
    var values = new LinkedHashMap<String, JsonNode>();
    after
        .properties()
        .forEach(
            entry -> {
              if (before.has(entry.getKey())
                  && !before.get(entry.getKey()).equals(entry.getValue())) {
                values.put(entry.getKey(), entry.getValue());
              }
            });
    String edited =
        new ManifestText(content)
            .with(Map.of("/acme", new SpecUpdate(values, List.of())))
            .content();
    if (values.isEmpty()) {
      assertThat(edited).isEqualTo(content);
    }
    assertThat(edited.lines().filter(line -> line.strip().startsWith("# above")).count())
        .isGreaterThanOrEqualTo(style == Style.OURS ? 3 : 0);
  }

  private static ObjectNode manifest(ObjectNode spec) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("apiVersion", "voice.lumenia.net/v1alpha1").put("kind", "VoiceAssistant");
    manifest.putObject("metadata").put("name", "acme");
    ObjectNode all = spec.deepCopy();
    all.putObject("workspace").put("originalSlug", "acme");
    manifest.set("spec", all);
    return manifest;
  }

  private static String edited(String text, String field, String json)
      throws JsonProcessingException, NotEditableException {
    return new ManifestText(text)
        .with(Map.of("/acme", new SpecUpdate(Map.of(field, JSON.readTree(json)), List.of())))
        .content();
  }

  /** What an update of a field replaces in {@link #COMMENTED}, which occurs there once. */
  record Change(String field, String json, String old, String now) {}

  static List<Change> changes() {
    String clara = "{'provider':'vapi','voiceId':'Clara'}";
    String labs = "{'provider':'11labs','voiceId':'b','model':'c'}";
    return List.of(
        new Change("firstMessage", "'Good day: hi'", "'Hello!'   #", "\"Good day: hi\"   #"),
        new Change(
            "firstMessage", "'a\\nb'", "'Hello!'   # short\n", "|-   # short\n    a\n    b\n"),
        new Change("numberId", "8", "numberId: 7 #", "numberId: 8 #"),
        new Change("voice", clara, "Elliot        # male", "Clara        # male"),
        new Change(
            "voice",
            "{'provider':'vapi','voiceId':'Elliot','model':'x'}",
            "# male\n",
            "# male\n    model: x\n"),
        new Change(
            "prompt",
            "'You are.\\nBrief.'",
            "You are helpful.\n\n      Be brief.\n",
            "You are.\n      Brief.\n"),
        new Change(
            "prompt",
            "' x\\n'",
            "|-               # from the wiki\n      You are helpful.\n\n      Be brief.\n",
            "|4               # from the wiki\n       x\n"),
        new Change(
            "prompt",
            "'a\u0007'",
            "|-               # from the wiki\n      You are helpful.\n\n      Be brief.\n",
            "\"a\\u0007\"               # from the wiki\n"),
        new Change(
            "fallbackVoices",
            "[" + clara.replace("Clara", "Zoe") + "," + labs + "]",
            "Clara",
            "Zoe"),
        new Change(
            "fallbackVoices",
            "[" + clara + "," + labs.replace("'c'", "'d'") + "]",
            "model: c}",
            "model: d}"),
        new Change(
            "fallbackVoices",
            "[" + clara + "]",
            "    - {provider: \"11labs\", voiceId: b, model: c}\n",
            ""),
        new Change(
            "fallbackVoices", "[" + labs + "]", "    - provider: vapi\n      voiceId: Clara\n", ""),
        new Change(
            "fallbackVoices",
            "[" + clara + "," + labs + "," + clara.replace("Clara", "Zoe") + "]",
            "model: c}\n",
            "model: c}\n    - provider: vapi\n      voiceId: Zoe\n"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void onlyTheChangedPlaceDiffers(Change change)
      throws JsonProcessingException, NotEditableException {
    assertThat(COMMENTED).containsOnlyOnce(change.old());
    assertThat(
            edited(
                COMMENTED,
                change.field(),
                change.json().replace('\'', '"').replace("\u0007", "\\u0007")))
        .isEqualTo(COMMENTED.replace(change.old(), change.now()));
  }

  @Test
  void aListBecomesEmpty() throws JsonProcessingException, NotEditableException {
    assertThat(edited(COMMENTED, "fallbackVoices", "[]"))
        .contains("\n\n  fallbackVoices: []\n  numberId: 7 # the main number\n# the end\n");
  }

  @Test
  void anEmptyListGetsItems() throws JsonProcessingException, NotEditableException {
    String text = edited(COMMENTED, "fallbackVoices", "[]").replace("[]", "[] # none");
    assertThat(edited(text, "fallbackVoices", "[{\"provider\": \"vapi\", \"voiceId\": \"Zoe\"}]"))
        .contains("  fallbackVoices: # none\n    - provider: vapi\n      voiceId: Zoe\n  numberId");
  }

  @Test
  void anAliasOfAnotherValueIsNotTorn() {
    String shared =
        COMMENTED
            .replace("'Hello!'", "&p Hello")
            .replace(
                "|-               # from the wiki\n      You are helpful.\n\n      Be brief.\n",
                "*p\n");
    assertThat(shared).contains("prompt: *p");
    assertThatThrownBy(() -> edited(shared, "prompt", "\"other\""))
        .isInstanceOf(NotEditableException.class);
  }

  @Test
  void mixedLineEndsAreRefused() {
    assertThatThrownBy(() -> new ManifestText("a\r\nb\n"))
        .isInstanceOf(NotEditableException.class)
        .hasMessageContaining("lines end in different ways");
  }
}
