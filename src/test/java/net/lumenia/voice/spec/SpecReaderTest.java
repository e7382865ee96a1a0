package net.lumenia.voice.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.plan.WriteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs that the schema refuses. Resources may have been stored with an older schema. */
class SpecReaderTest {

  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final String ACME = "workspace: {originalSlug: acme}\n";
  private static final String HI = ACME + "firstMessage: Hi\n";

  private static SpecReading read(String spec) {
    String manifest = "spec:\n" + spec.indent(2);
    return SpecReader.read(KUBERNETES.unmarshal(manifest, VoiceAssistant.class).decodeSpec());
  }

  private static DesiredState desiredState(String spec) {
    return switch (read(spec)) {
      case SpecReading.Usable(DesiredState desiredState) -> desiredState;
      case SpecReading.Unusable(List<Violation> violations) -> throw new AssertionError(violations);
    };
  }

  private static List<String> violations(String spec) {
    return switch (read(spec)) {
      case SpecReading.Usable _ -> List.of();
      case SpecReading.Unusable(List<Violation> violations) ->
          violations.stream().map(Violation::path).toList();
    };
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("firstMessage: Hi", "spec.workspace"),
        arguments("workspace: {}\nfirstMessage: Hi", "spec.workspace"),
        arguments("workspace: {slug: a, originalSlug: b}\nfirstMessage: Hi", "spec.workspace"),
        arguments("workspace: acme\nfirstMessage: Hi", "spec.workspace"),
        arguments("workspace: {slug: ..}\nfirstMessage: Hi", "spec.workspace.slug"),
        arguments("workspace: {slug: .}\nfirstMessage: Hi", "spec.workspace.slug"),
        arguments("workspace: {slug: a/b}\nfirstMessage: Hi", "spec.workspace.slug"),
        arguments("workspace: {slug: \"a\\n\"}\nfirstMessage: Hi", "spec.workspace.slug"),
        arguments("workspace: {slug: ''}\nfirstMessage: Hi", "spec.workspace.slug"),
        arguments(
            "workspace: {originalSlug: ' '}\nfirstMessage: Hi", "spec.workspace.originalSlug"),
        arguments(ACME, "spec"),
        arguments(HI + "accountRef: {}", "spec.accountRef.name"),
        arguments(HI + "accountRef: {name: ''}", "spec.accountRef.name"),
        arguments(HI + "mode: apply", "spec.mode"),
        arguments(HI + "driftPolicy: report", "spec.driftPolicy"),
        arguments(ACME + "prompt: Hi\npromptFrom: {configMapKeyRef: {name: a, key: b}}", "spec"),
        arguments(HI + "resyncInterval: 5s", "spec.resyncInterval"),
        arguments(HI + "resyncInterval: 300", "spec.resyncInterval"),
        arguments(HI + "numberId: -1", "spec.numberId"),
        arguments(HI + "numberId: '7'", "spec.numberId"),
        arguments(HI + "numberId: 7.5", "spec.numberId"),
        arguments(HI + "numberId: 99999999999999999999", "spec.numberId"),
        arguments(HI + "suspend: 'true'", "spec.suspend"),
        arguments(ACME + "firstMessage: ' '", "spec.firstMessage"),
        arguments(ACME + "firstMessage: " + "x".repeat(65_537), "spec.firstMessage"),
        arguments(ACME + "prompt: ''", "spec.prompt"),
        arguments(ACME + "prompt: " + "x".repeat(262_145), "spec.prompt"),
        arguments(ACME + "voice: {}", "spec.voice"),
        arguments(ACME + "voice: {voiceId: ' '}", "spec.voice"),
        arguments(ACME + "voice: {voiceId: " + "x".repeat(257) + "}", "spec.voice"),
        arguments(ACME + "voice: Clara", "spec.voice"),
        arguments(ACME + "voice: {provider: vapi}", "spec.voice"),
        arguments(ACME + "voice: {provider: vapi, voiceId: a, model: b}", "spec.voice"),
        arguments(ACME + "voice: {provider: 11labs, voiceId: a}", "spec.voice"),
        arguments(ACME + "voice: {provider: 11labs, model: a}", "spec.voice"),
        arguments(ACME + "voice: {voiceId: 5}", "spec.voice.voiceId"),
        arguments(ACME + "transcriber: {}", "spec.transcriber"),
        arguments(ACME + "transcriber: {provider: deepgram, model: a}", "spec.transcriber"),
        arguments(ACME + "transcriber: {provider: 11labs, language: a}", "spec.transcriber"),
        arguments(ACME + "fallbackVoices: {}", "spec.fallbackVoices"),
        arguments(ACME + "fallbackVoices: [{voiceId: a}]", "spec.fallbackVoices[0]"),
        arguments(ACME + "fallbackVoices: [{provider: azure}, null]", "spec.fallbackVoices[1]"),
        arguments(ACME + "fallbackVoices: [{provider: vapi}]", "spec.fallbackVoices[0]"),
        arguments(ACME + "fallbackVoices: [{provider: 5}]", "spec.fallbackVoices[0].provider"),
        arguments(
            ACME + "fallbackTranscribers: [{provider: 11labs, model: a}]",
            "spec.fallbackTranscribers[0]"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String spec, String path) {
    assertThat(violations(spec)).containsExactly(path);
  }

  @Test
  void tooManyFallbacksAreOneMoreViolation() {
    assertThat(violations(ACME + "fallbackVoices: [" + "{provider: azure},".repeat(33) + "]"))
        .containsExactly("spec.fallbackVoices");
    assertThat(violations(ACME + "fallbackVoices: [" + "{voiceId: a},".repeat(10_000) + "]"))
        .hasSize(33)
        .endsWith("spec.fallbackVoices[31]");
  }

  @Test
  void missingOrMalformedSpecIsInvalid() {
    assertThat(violations("- a")).containsExactly("spec");
    assertThat(violations("null")).containsExactly("spec");
  }

  @Test
  void absentFieldsHaveDefaults() {
    DesiredState desiredState = desiredState(HI);

    assertThat(desiredState.accountName()).isEqualTo("default");
    assertThat(desiredState.rules()).isEqualTo(SendRules.DEFAULT);
    assertThat(desiredState.resyncInterval()).isEmpty();
    assertThat(desiredState.workspace()).isEqualTo(new WorkspaceSlug("61636d65"));
    assertThat(desiredState.config().managed()).containsExactly(Field.FIRST_MESSAGE);
  }

  @Test
  void readsAllFields() {
    DesiredState desiredState =
        desiredState(
            """
            workspace: {slug: A.b_c~d-1}
            accountRef: {name: other}
            mode: Plan
            approvedPlan: 0123456789abcdef
            driftPolicy: Refuse
            suspend: false
            resyncInterval: 1h30m
            revisionHistoryLimit: 3
            fallbackVoices: []
            numberId: 9007199254740991
            unknown: {to: [this, version]}
            """);

    assertThat(desiredState.workspace()).isEqualTo(new WorkspaceSlug("A.b_c~d-1"));
    assertThat(desiredState.accountName()).isEqualTo("other");
    assertThat(desiredState.rules())
        .isEqualTo(
            new SendRules(
                DriftRule.REFUSE, new WriteMode.OnceApproved(Optional.of("0123456789abcdef"))));
    assertThat(desiredState.resyncInterval()).contains(Duration.ofMinutes(90));
    assertThat(desiredState.config().value(Field.FALLBACK_VOICES))
        .isEqualTo(Optional.of(new Value.Fallbacks(List.of())));
    assertThat(desiredState.config().value(Field.FALLBACK_TRANSCRIBERS)).isEmpty();
    assertThat(desiredState.config().value(Field.NUMBER_ID))
        .isEqualTo(Optional.of(new Value.WholeNumber((1L << 53) - 1)));
  }

  @ParameterizedTest
  @CsvSource({"Apply, Correct", "Apply, Report", "Observe, Refuse", "Plan, Correct"})
  void readsModesAndPolicies(String mode, String policy) {
    SendRules rules =
        desiredState(HI + "mode: %s\ndriftPolicy: %s".formatted(mode, policy)).rules();

    assertThat(rules.policy().name()).isEqualToIgnoringCase(policy);
    assertThat(rules.permission())
        .isEqualTo(
            switch (mode) {
              case "Apply" -> new WriteMode.Always();
              case "Plan" -> new WriteMode.OnceApproved(Optional.empty());
              default -> new WriteMode.Never();
            });
  }

  @Test
  void limitsCountCodePoints() {
    assertThat(violations(ACME + "prompt: " + "👋".repeat(262_144))).isEmpty();
  }
}
