package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.FieldStatuses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many reconciles in a row, with nothing but status to remember. */
class ConvergenceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOURS = Duration.ofHours(2);
  private static final String TRIMMED = "prompt: \"Be kind. \"";

  @Test
  void assistantInSyncIsVerifiedHourlyAndNotPatched() {
    var api = new SimulatedApi("{\"firstMessage\": \"Hi\"}");
    var operator = new SimulatedOperator(api, "firstMessage: Hi").run(Duration.ofHours(12));

    assertThat(api.patches()).isEmpty();
    assertThat(operator.statusWrites()).isBetween(11, 13);
  }

  @Test
  void writeOnlyFieldIsSentOncePerChange() {
    var api = new SimulatedApi("{}").hiding("number_id");
    var operator = new SimulatedOperator(api, "numberId: 7").run(HOURS);

    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(FieldStatuses.unreported(operator.status())).containsExactly("numberId");
    operator.declare("numberId: 8").run(HOURS);
    assertThat(api.patches()).containsExactly("{\"number_id\":7}", "{\"number_id\":8}");
  }

  @Test
  void fieldThatIsShownAgainIsComparedAgain() {
    var api = new SimulatedApi("{}").hiding("number_id");
    var operator = new SimulatedOperator(api, "numberId: 7").run(MINUTE);
    api.edit("{\"number_id\": 9}");
    operator.run(HOURS);
    assertThat(api.patches()).hasSize(1);

    api.showingAll();
    operator.run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(FieldStatuses.unreported(operator.status())).isEmpty();
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void writeOnlyFieldThatIsManagedAgainIsSentAgain() {
    var api = new SimulatedApi("{\"firstMessage\": \"Hi\"}").hiding("number_id");
    var operator = new SimulatedOperator(api, "numberId: 7").run(MINUTE);
    operator.declare("firstMessage: Hi").run(HOURS);
    assertThat(FieldStatuses.states(operator.status()))
        .containsExactly(entry("firstMessage", "InSync"));

    operator.declare("numberId: 7").run(HOURS);

    assertThat(api.patches()).containsExactly("{\"number_id\":7}", "{\"number_id\":7}");
  }

  @Test
  void writeOnlyListIsClearedAfterFailedPatches() {
    var api = new SimulatedApi("{}").hiding("fallbackVoices");
    var operator =
        new SimulatedOperator(api, "fallbackVoices: [{provider: vapi, voiceId: X}]").run(HOURS);
    api.failNextPatches(2);

    operator.declare("fallbackVoices: []").run(HOURS);

    assertThat(api.stored().path("fallbackVoices")).isEmpty();
    assertThat(api.patches()).hasSize(4);
    assertThat(FieldStatuses.unreported(operator.status())).containsExactly("fallbackVoices");
    operator.declare("fallbackVoices: [{provider: vapi, voiceId: X}]").run(HOURS);
    assertThat(api.stored().path("fallbackVoices")).hasSize(1);
    assertThat(api.patches()).hasSize(5);
  }

  /**
   * The API does not mention an empty list, and an absent list equals an empty one. It showed the
   * list before the PATCH, so its absence proves that the PATCH took effect, whatever its answer.
   */
  @Test
  void clearedListThatIsNoLongerShownProvesAFailedPatch() {
    var api =
        new SimulatedApi("{\"fallbackVoices\": [{\"provider\": \"vapi\", \"voiceId\": \"X\"}]}");
    api.losingAnswers().failNextPatches(1);
    api.beforeEachPatch(_ -> api.hiding("fallbackVoices"));

    var operator = new SimulatedOperator(api, "fallbackVoices: []");
    operator.step();

    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.events()).containsExactly("Patched");
    operator.run(HOURS);
    assertThat(api.patches()).containsExactly("{\"fallbackVoices\":[]}");
  }

  /**
   * A list that the API shows neither before nor after a PATCH is write-only, but only a PATCH that
   * succeeded makes it so. After one that failed, silence proves nothing: the list is sent again.
   */
  @Test
  void clearedListThatIsNeverShownDoesNotProveAFailedPatch() {
    var api = new SimulatedApi("{}").hiding("fallbackVoices");
    var operator =
        new SimulatedOperator(api, "fallbackVoices: [{provider: vapi, voiceId: X}]").run(HOURS);
    api.failNextPatches(1);

    operator.declare("fallbackVoices: []").step();

    assertThat(operator.reason()).isEqualTo("Timeout");
    assertThat(api.stored().path("fallbackVoices")).hasSize(1);
    operator.run(MINUTE);
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(api.stored().path("fallbackVoices")).isEmpty();
    assertThat(api.patches()).hasSize(3).last().isEqualTo("{\"fallbackVoices\":[]}");
  }

  /** An absent text is no value, so its absence does not prove a failed PATCH. */
  @Test
  void textThatIsNoLongerShownDoesNotProveAFailedPatch() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}");
    api.failNextPatches(1).beforeEachPatch(_ -> api.hiding("prompt"));

    var operator = new SimulatedOperator(api, "prompt: Be kind.");
    operator.step();

    assertThat(operator.reason()).isEqualTo("Timeout");
    assertThat(operator.events()).containsExactly("Timeout");
  }

  @Test
  void trimmedValueIsPatchedTwicePerChange() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").normalizing(String::strip);
    var operator = new SimulatedOperator(api, TRIMMED).run(HOURS);
    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");

    operator.declare("prompt: \"Be brief. \"").run(HOURS);
    assertThat(api.patches()).hasSize(4);

    operator.declare("prompt: Be brief.").run(HOURS);
    assertThat(api.patches()).hasSize(4);
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(FieldStatuses.states(operator.status())).doesNotContainValue("NotConverging");
  }

  @Test
  void valueThatIsStoredDifferentlyEachTimeIsPatchedTwice() {
    var count = new AtomicInteger();
    var api =
        new SimulatedApi("{\"prompt\": \"x\"}").normalizing(text -> text + count.incrementAndGet());

    var operator = new SimulatedOperator(api, TRIMMED).run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");
  }

  @Test
  void failedGetsCauseNoPatches() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").normalizing(String::strip);
    var operator = new SimulatedOperator(api, TRIMMED);
    for (int i = 0; i < 200; i++) {
      operator.run(Duration.ofSeconds(i % 9));
      api.failNextGets(i % 3);
    }

    assertThat(api.patches()).hasSize(2);
  }

  @Test
  void trimmedValueThatIsShownLateIsPatchedTwice() {
    var api =
        new SimulatedApi("{\"prompt\": \"x\"}")
            .normalizing(String::strip)
            .lagging(Duration.ofSeconds(40));

    var operator = new SimulatedOperator(api, TRIMMED).run(HOURS);
    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");

    operator.declare("prompt: \"Be brief. \"").run(HOURS);
    assertThat(api.patches()).hasSize(4);
    api.lagging(Duration.ZERO).edit("{\"prompt\": \"another value\"}");
    operator.run(HOURS);
    assertThat(api.stored().path("prompt").asText()).isEqualTo("Be brief.");
  }

  @Test
  void trimmedValueThatTheAnswerRepeatsIsPatchedTwice() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").normalizing(String::strip).repeating();

    var operator = new SimulatedOperator(api, TRIMMED).run(Duration.ofDays(1));

    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trimmedValueWhoseAnswerIsLostIsPatchedTwice(boolean repeating) {
    var api =
        new SimulatedApi("{\"prompt\": \"x\"}")
            .normalizing(String::strip)
            .losingAnswers()
            .failNextPatches(1);

    var operator = new SimulatedOperator(repeating ? api.repeating() : api, TRIMMED).run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");
  }

  @Test
  void trimmedFieldThatIsHiddenForAWhileStaysHeldBack() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").normalizing(String::strip);
    var operator = new SimulatedOperator(api, TRIMMED).run(HOURS);

    for (int i = 0; i < 5; i++) {
      api.hiding("prompt");
      operator.run(HOURS);
      api.showingAll();
      operator.run(HOURS);
    }

    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");
  }

  @Test
  void changedUnmanagedKeyCausesNoPatch() {
    var api =
        new SimulatedApi(
                "{\"voice\": {\"provider\": \"azure\", \"voiceId\": \"a\", \"model\": \"m\"}}")
            .ignoring("voice");
    var operator = new SimulatedOperator(api, "voice: {voiceId: b}").run(HOURS);
    assertThat(operator.reason()).isEqualTo("NotConverging");

    api.edit("{\"voice\": {\"model\": \"n\"}}");
    operator.run(HOURS);

    assertThat(api.patches()).hasSize(2);
  }

  @Test
  void trimmedAndWriteOnlyFieldsTogetherArePatchedTwice() {
    var api =
        new SimulatedApi("{\"prompt\": \"x\"}")
            .normalizing(String::strip)
            .hiding("number_id", "voice.model");
    String others = "\nnumberId: 7\nvoice: {provider: 11labs, voiceId: A, model: m1}";

    var operator = new SimulatedOperator(api, TRIMMED + others).run(HOURS);

    assertThat(api.patches()).hasSize(2).last().isEqualTo("{\"prompt\":\"Be kind. \"}");
    operator.declare(TRIMMED + others.replace("7", "8")).run(HOURS);
    assertThat(api.patches()).hasSize(3).last().isEqualTo("{\"number_id\":8}");
    assertThat(FieldStatuses.unreported(operator.status()))
        .containsExactly("numberId", "voice.model");
    assertThat(operator.reason()).isEqualTo("NotConverging");
  }

  @Test
  void fieldThatIsHeldBackDoesNotHoldBackOthers() {
    var api =
        new SimulatedApi("{\"voice\": {\"provider\": \"vapi\", \"voiceId\": \"Kai\"}}")
            .normalizing(String::strip);
    String voice = "\nvoice: {provider: vapi, voiceId: %s}";
    var operator = new SimulatedOperator(api, TRIMMED + voice.formatted("Kai")).run(HOURS);

    operator.declare(TRIMMED + voice.formatted("Clara")).run(HOURS);
    api.edit("{\"voice\": {\"voiceId\": \"Elliot\"}}");
    operator.run(HOURS);

    assertThat(api.stored().at("/voice/voiceId").asText()).isEqualTo("Clara");
    assertThat(api.patches()).hasSize(4);
    assertThat(operator.reason()).isEqualTo("NotConverging");
  }

  @Test
  void changedLiveValueIsPatchedAgain() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").normalizing(String::strip);
    var operator = new SimulatedOperator(api, TRIMMED).run(HOURS);

    api.edit("{\"prompt\": \"another value\"}");
    operator.run(HOURS);
    assertThat(api.patches()).hasSizeBetween(3, 4);
    assertThat(operator.reason()).isEqualTo("NotConverging");

    api.normalizing(text -> text).edit("{\"prompt\": \"another value\"}");
    operator.run(HOURS);
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void staleReadsAreRepeatedAfterOneThreeAndSevenSeconds() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").lagging(Duration.ofSeconds(6));
    var operator = new SimulatedOperator(api, "prompt: Be kind.").run(MINUTE);

    assertThat(api.patches()).hasSize(1);
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.checks().stream().map(Duration::toSeconds).limit(4))
        .containsExactly(0L, 1L, 3L, 7L);
  }

  @Test
  void readsThatStayStaleCauseASecondPatch() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").lagging(Duration.ofSeconds(20));
    var operator = new SimulatedOperator(api, "prompt: Be kind.").run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void changeDuringTheProofIsSentToo() {
    var api =
        new SimulatedApi("{\"prompt\": \"x\", \"number_id\": 1}").lagging(Duration.ofSeconds(5));
    var operator = new SimulatedOperator(api, "prompt: Be kind.").run(Duration.ofSeconds(2));

    operator.declare("prompt: Be kind.\nnumberId: 2").run(HOURS);

    assertThat(api.patches()).containsExactly("{\"prompt\":\"Be kind.\"}", "{\"number_id\":2}");
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void newValueDuringTheProofIsSentAtOnce() {
    var api = new SimulatedApi("{\"prompt\": \"x\"}").lagging(Duration.ofSeconds(5));
    var operator = new SimulatedOperator(api, "prompt: one").run(Duration.ofMillis(500));

    operator.declare("prompt: two").run(HOURS);

    assertThat(api.patches()).containsExactly("{\"prompt\":\"one\"}", "{\"prompt\":\"two\"}");
  }

  /** An API that resets the prompt with every PATCH of the first message. */
  private static SimulatedApi resettingThePrompt() {
    return new SimulatedApi("{\"firstMessage\": \"Hello\", \"prompt\": \"Be kind.\"}")
        .changing("firstMessage", "{\"prompt\": \"the default\"}");
  }

  private static final String BOTH = "firstMessage: Hi\nprompt: Be kind.";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sideEffectIsSeenAtOnceAndIsNotDriftByAnotherWriter(boolean answersAll) {
    var api = answersAll ? resettingThePrompt().answeringAll() : resettingThePrompt();
    var operator = new SimulatedOperator(api, BOTH);

    assertThat(operator.step()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));

    assertThat(operator.reason()).isEqualTo("Verifying");
    assertThat(operator.drift())
        .extracting(DriftEntry::field, DriftEntry::outside)
        .containsExactly(tuple("prompt", null));
    assertThat(
            Conditions.find(operator.status().conditions(), Conditions.DRIFTED)
                .orElseThrow()
                .status())
        .isEqualTo("True");
    operator.pass(Duration.ofSeconds(1)).run(MINUTE);
    assertThat(api.patches())
        .containsExactly("{\"firstMessage\":\"Hi\"}", "{\"prompt\":\"Be kind.\"}");
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.events()).containsExactly("Patched", "Patched");
    assertThat(FieldStatuses.corrections(operator.status())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DriftRule.class)
  void sideEffectIsSetBackUnderEveryPolicyUnlessAnotherWriterChangesIt(DriftRule policy) {
    var api = resettingThePrompt();
    var operator =
        new SimulatedOperator(api, "firstMessage: Hello\nprompt: Be kind.").under(policy);
    operator.step();
    operator.declare(BOTH).run(MINUTE);
    assertThat(operator.reason()).isEqualTo("Synced");

    operator.declare("firstMessage: Ho\nprompt: Be kind.").step();
    api.edit("{\"prompt\": \"another value\"}");
    operator.pass(Duration.ofSeconds(1)).run(MINUTE);

    assertThat(api.stored().path("prompt").asText())
        .isEqualTo(policy == DriftRule.CORRECT ? "Be kind." : "another value");
    assertThat(operator.reason())
        .isEqualTo(policy == DriftRule.CORRECT ? "Synced" : "DriftReported");
  }

  @Test
  void sideEffectWaitsForItsApproval() {
    var api = resettingThePrompt();
    var operator =
        new SimulatedOperator(api, BOTH)
            .under(new WriteMode.OnceApproved(Optional.empty()))
            .run(MINUTE);
    String hash = requireNonNull(requireNonNull(operator.status().plan()).hash());

    operator.under(new WriteMode.OnceApproved(Optional.of(hash))).run(HOURS);

    assertThat(api.patches()).containsExactly("{\"firstMessage\":\"Hi\"}");
    assertThat(operator.reason()).isEqualTo("AwaitingApproval");
    assertThat(operator.events())
        .containsExactly("AwaitingApproval", "Patched", "AwaitingApproval");
  }

  @Test
  void fieldsThatChangeEachOtherAreNotSentForever() {
    var api = resettingThePrompt().changing("prompt", "{\"firstMessage\": \"the default\"}");
    var operator = new SimulatedOperator(api, BOTH).run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("NotConverging");
    assertThat(operator.events()).doesNotContain("DriftDetected", "DriftCorrected");
    operator.declare("firstMessage: Ho\nprompt: Be kind.").run(HOURS);
    assertThat(api.patches()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void voiceWithWriteOnlyKeysIsInSync() {
    var api = new SimulatedApi("{}").hiding("voice.model", "voice.provider");
    var operator =
        new SimulatedOperator(api, "voice: {provider: 11labs, voiceId: A, model: m1}").run(HOURS);
    assertThat(FieldStatuses.unreported(operator.status()))
        .isEqualTo(List.of("voice.model", "voice.provider"));

    api.edit("{\"voice\": {\"provider\": \"vapi\", \"voiceId\": \"Kai\"}}");
    operator.run(HOURS);

    assertThat(api.stored().path("voice").toString())
        .isEqualTo("{\"provider\":\"11labs\",\"voiceId\":\"A\",\"model\":\"m1\"}");
    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("Synced");
  }
}
