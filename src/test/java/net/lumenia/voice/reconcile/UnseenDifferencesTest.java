package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.status.Conditions;
import org.junit.jupiter.api.Test;

/** What users are told about things that neither the spec nor a digest shows them. */
class UnseenDifferencesTest {

  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final String WITH_LINE_BREAK = "prompt: |\n  Be kind.";
  private static final String LINE_BREAK = "a line break at the end (missing in live)";
  private static final String NOTE =
      "; prompt: live differs only in %s; to match it, end the text without a line break (in YAML, with |- instead of |)"
          .formatted(LINE_BREAK);
  private static final String TRIMMED = "{\"prompt\": \"Be kind.\"}";
  private static final String FALLBACKS =
      """
      {"fallbackVoices": [{"provider": "vapi", "voiceId": "X", "speed": 1.2},
                          {"provider": "vapi", "voiceId": "Y"}]}
      """;

  @Test
  void notConvergingSaysThatTheApiTrims() {
    var api = new SimulatedApi("{}").normalizing(String::strip);
    var operator = new SimulatedOperator(api, WITH_LINE_BREAK).run(MINUTES);

    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");
    assertThat(operator.message())
        .isEqualTo(
            "the API accepted prompt twice and shows a different value, see status.drift; it is not sent again until the spec or the live value changes; write it in the spec as the API shows it"
                + NOTE);
    assertThat(operator.drift()).extracting(DriftEntry::invisible).containsExactly(LINE_BREAK);
    assertThat(drifted(operator))
        .isEqualTo("The live assistant differs from the spec in prompt" + NOTE);
    assertThat(operator.told()).contains("NotConverging: " + operator.message());

    operator.declare("prompt: |-\n  Be kind.").run(MINUTES);

    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(api.patches()).hasSize(2);
  }

  @Test
  void correctionSaysWhatItSetBack() {
    var api = new SimulatedApi("{}");
    var operator = new SimulatedOperator(api, WITH_LINE_BREAK).run(MINUTES);
    api.edit(TRIMMED);
    operator.run(MINUTES);

    assertThat(operator.told())
        .contains(
            "DriftCorrected: Corrected drift in prompt; prompt: live differed only in "
                + LINE_BREAK);
  }

  @Test
  void everyPolicyAndModeThatWaitsSaysIt() {
    var api = new SimulatedApi(TRIMMED);
    var operator = new SimulatedOperator(api, WITH_LINE_BREAK).under(DriftRule.REFUSE);
    operator.step();
    assertThat(operator.reason()).isEqualTo("DriftConflict");
    assertThat(operator.message()).endsWith(NOTE);

    operator.under(DriftRule.CORRECT).under(new WriteMode.OnceApproved(Optional.empty())).step();
    assertThat(operator.reason()).isEqualTo("AwaitingApproval");
    assertThat(operator.message()).endsWith(NOTE);

    operator.under(new WriteMode.Never()).step();
    assertThat(operator.reason()).isEqualTo("Observed");
    assertThat(operator.message()).endsWith(NOTE);
  }

  @Test
  void driftThatStaysSaysIt() {
    var api = new SimulatedApi("{}");
    var operator = new SimulatedOperator(api, WITH_LINE_BREAK).under(DriftRule.REPORT).run(MINUTES);
    api.edit(TRIMMED);
    operator.run(MINUTES);

    assertThat(operator.reason()).isEqualTo("DriftReported");
    assertThat(operator.message()).endsWith(NOTE);
    assertThat(operator.told())
        .contains("DriftDetected: Changed outside Git and not corrected: prompt" + NOTE);
  }

  @Test
  void visibleDifferencesAreNotExplained() {
    var api = new SimulatedApi("{\"prompt\": \"Be kind!\"}");
    var operator =
        new SimulatedOperator(api, WITH_LINE_BREAK).under(new WriteMode.Never()).run(MINUTES);

    assertThat(operator.drift()).extracting(DriftEntry::invisible).containsOnlyNulls();
    assertThat(operator.message()).doesNotContain("differs only");
  }

  @Test
  void keysAndListsAreExplained() {
    var api =
        new SimulatedApi(
            """
            {"voice": {"provider": "vapi", "voiceId": "X "},
             "fallbackVoices": [{"provider": "vapi", "voiceId": "Y "}]}
            """);
    var operator =
        new SimulatedOperator(
                api,
                """
                voice: {provider: vapi, voiceId: X}
                fallbackVoices: [{provider: vapi, voiceId: Y}]
                """)
            .under(new WriteMode.Never());
    operator.step();

    assertThat(operator.message())
        .contains(
            "; voice.voiceId, fallbackVoices: live differs only in white space at the end of a line (missing in the spec)");
  }

  @Test
  void resentListNamesTheKeysThatItLoses() {
    var api = new SimulatedApi("{}");
    api.overwrite(FALLBACKS);
    var operator =
        new SimulatedOperator(api, "fallbackVoices: [{provider: vapi, voiceId: X}]")
            .under(new WriteMode.OnceApproved(Optional.empty()));
    operator.step();
    assertThat(operator.message())
        .endsWith("; this would remove keys that a spec cannot have: fallbackVoices[0].speed");

    operator.under(new WriteMode.Always()).run(MINUTES);

    assertThat(operator.told())
        .contains(
            "Patched: Sent fallbackVoices; this removed keys that a spec cannot have: fallbackVoices[0].speed");
    assertThat(requireNonNull(operator.status().lastPatch()).lostKeys())
        .containsExactly("fallbackVoices[0].speed");
    operator.declare("firstMessage: Hi").run(MINUTES);
    assertThat(requireNonNull(operator.status().lastPatch()).lostKeys()).isNull();
  }

  @Test
  void correctedListNamesTheKeysThatItLoses() {
    var api = new SimulatedApi("{}");
    var operator =
        new SimulatedOperator(api, "fallbackVoices: [{provider: vapi, voiceId: X}]").run(MINUTES);
    api.overwrite(FALLBACKS);
    operator.run(MINUTES);

    assertThat(operator.told())
        .contains(
            "DriftCorrected: Corrected drift in fallbackVoices; this removed keys that a spec cannot have: fallbackVoices[0].speed");
  }

  @Test
  void listOfManyKeysNamesSomeOfThem() {
    String keys = String.join(",", numbered("\"k%d\": %d"));
    var api = new SimulatedApi("{}");
    api.overwrite("{\"fallbackVoices\": [{\"provider\": \"vapi\", %s}]}".formatted(keys));
    var operator =
        new SimulatedOperator(api, "fallbackVoices: [{provider: vapi, voiceId: X}]").run(MINUTES);

    assertThat(operator.told().getFirst())
        .endsWith("fallbackVoices[0].k3, fallbackVoices[0].k4 and 35 more");
    assertThat(requireNonNull(operator.status().lastPatch()).lostKeys()).hasSize(32);
  }

  private static List<String> numbered(String format) {
    return IntStream.range(0, 40).mapToObj(i -> format.formatted(i, i)).toList();
  }

  private static String drifted(SimulatedOperator operator) {
    return Conditions.find(operator.status().conditions(), "Drifted").orElseThrow().message();
  }
}
