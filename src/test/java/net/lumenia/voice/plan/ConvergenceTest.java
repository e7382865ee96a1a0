package net.lumenia.voice.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.status.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of many looks, with nothing but status to remember. */
class ConvergenceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOURS = Duration.ofHours(2);
  private static final String TRIMMED = "prompt: \"Be kind. \"";

  @Test
  void aQuietAssistantIsVerifiedHourlyAndNotWritten() {
    var api = new FakeApi("{\"firstMessage\": \"Hi\"}");
    var loop = new Convergence(api, "firstMessage: Hi").run(Duration.ofHours(12));

    assertThat(api.patches()).isEmpty();
    assertThat(loop.statusWrites()).isBetween(11, 13);
  }

  @Test
  void aFieldThatIsNeverShownIsSentOncePerChange() {
    var api = new FakeApi("{}").hiding("number_id");
    var loop = new Convergence(api, "numberId: 7").run(HOURS);

    assertThat(loop.reason()).isEqualTo("Synced");
    assertThat(loop.status().unreported()).containsExactly("numberId");
    loop.declare("numberId: 8").run(HOURS);
    assertThat(api.patches()).containsExactly("{\"number_id\":7}", "{\"number_id\":8}");
  }

  @Test
  void aFieldThatBeginsToBeShownIsComparedAgain() {
    var api = new FakeApi("{}").hiding("number_id");
    var loop = new Convergence(api, "numberId: 7").run(MINUTE);
    api.changeOutside("{\"number_id\": 9}");
    loop.run(HOURS);
    assertThat(api.patches()).hasSize(1);

    api.showingAll();
    loop.run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(loop.status().unreported()).isNull();
    assertThat(loop.reason()).isEqualTo("Synced");
  }

  @Test
  void aHiddenFieldThatIsManagedAgainIsSentAgain() {
    var api = new FakeApi("{\"firstMessage\": \"Hi\"}").hiding("number_id");
    var loop = new Convergence(api, "numberId: 7").run(MINUTE);
    loop.declare("firstMessage: Hi").run(HOURS);
    assertThat(loop.status().applied()).containsOnlyKeys("firstMessage");

    loop.declare("numberId: 7").run(HOURS);

    assertThat(api.patches()).containsExactly("{\"number_id\":7}", "{\"number_id\":7}");
  }

  @Test
  void aHiddenListIsClearedOnceEvenIfTheFirstTryFails() {
    var api = new FakeApi("{}").hiding("fallbackVoices");
    var loop = new Convergence(api, "fallbackVoices: [{provider: vapi, voiceId: X}]").run(HOURS);
    api.failNextPatches(2);

    loop.declare("fallbackVoices: []").run(HOURS);

    assertThat(api.stored().path("fallbackVoices")).isEmpty();
    assertThat(api.patches()).hasSize(4);
    assertThat(loop.status().unreported()).containsExactly("fallbackVoices");
    loop.declare("fallbackVoices: [{provider: vapi, voiceId: X}]").run(HOURS);
    assertThat(api.stored().path("fallbackVoices")).hasSize(1);
    assertThat(api.patches()).hasSize(5);
  }

  @Test
  void anApiThatTrimsCostsTwoPatchesPerChange() {
    var api = new FakeApi("{\"prompt\": \"x\"}").normalising(String::strip);
    var loop = new Convergence(api, TRIMMED).run(HOURS);
    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("NotConverging");

    loop.declare("prompt: \"Be brief. \"").run(HOURS);
    assertThat(api.patches()).hasSize(4);

    loop.declare("prompt: Be brief.").run(HOURS);
    assertThat(api.patches()).hasSize(4);
    assertThat(loop.reason()).isEqualTo("Synced");
    assertThat(loop.status().unconverged()).isNull();
  }

  @Test
  void anApiThatMakesSomethingElseOfItEveryTimeCostsTwoPatches() {
    var count = new AtomicInteger();
    var api =
        new FakeApi("{\"prompt\": \"x\"}").normalising(text -> text + count.incrementAndGet());

    var loop = new Convergence(api, TRIMMED).run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("NotConverging");
  }

  @Test
  void looksThatFailDoNotCostMorePatches() {
    var api = new FakeApi("{\"prompt\": \"x\"}").normalising(String::strip);
    var loop = new Convergence(api, TRIMMED);
    for (int i = 0; i < 200; i++) {
      loop.run(Duration.ofSeconds(i % 9));
      api.failNextGets(i % 3);
    }

    assertThat(api.patches()).hasSize(2);
  }

  @Test
  void whatIsTrimmedAndSeenLateCostsTwoPatches() {
    var api =
        new FakeApi("{\"prompt\": \"x\"}")
            .normalising(String::strip)
            .lagging(Duration.ofSeconds(40));

    var loop = new Convergence(api, TRIMMED).run(HOURS);
    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("NotConverging");

    loop.declare("prompt: \"Be brief. \"").run(HOURS);
    assertThat(api.patches()).hasSize(4);
    api.lagging(Duration.ZERO).changeOutside("{\"prompt\": \"somebody's\"}");
    loop.run(HOURS);
    assertThat(api.stored().path("prompt").asText()).isEqualTo("Be brief.");
  }

  @Test
  void whatIsTrimmedAndRepeatedInTheAnswerCostsTwoPatches() {
    var api = new FakeApi("{\"prompt\": \"x\"}").normalising(String::strip).repeating();

    var loop = new Convergence(api, TRIMMED).run(Duration.ofDays(1));

    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("NotConverging");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsTrimmedAndWhoseAnswerIsLostCostsTwoPatches(boolean repeating) {
    var api =
        new FakeApi("{\"prompt\": \"x\"}")
            .normalising(String::strip)
            .losingAnswers()
            .failNextPatches(1);

    var loop = new Convergence(repeating ? api.repeating() : api, TRIMMED).run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("NotConverging");
  }

  @Test
  void aTrimmedFieldThatIsNotMentionedForAWhileStaysHeldBack() {
    var api = new FakeApi("{\"prompt\": \"x\"}").normalising(String::strip);
    var loop = new Convergence(api, TRIMMED).run(HOURS);

    for (int i = 0; i < 5; i++) {
      api.hiding("prompt");
      loop.run(HOURS);
      api.showingAll();
      loop.run(HOURS);
    }

    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("NotConverging");
  }

  @Test
  void aKeyThatIsNotManagedIsNoReasonToTryAgain() {
    var api =
        new FakeApi("{\"voice\": {\"provider\": \"azure\", \"voiceId\": \"a\", \"model\": \"m\"}}")
            .ignoring("voice");
    var loop = new Convergence(api, "voice: {voiceId: b}").run(HOURS);
    assertThat(loop.reason()).isEqualTo("NotConverging");

    api.changeOutside("{\"voice\": {\"model\": \"n\"}}");
    loop.run(HOURS);

    assertThat(api.patches()).hasSize(2);
  }

  @Test
  void trimmedHiddenAndWriteOnlyTogetherCostTwoPatches() {
    var api =
        new FakeApi("{\"prompt\": \"x\"}")
            .normalising(String::strip)
            .hiding("number_id", "voice.model");
    String others = "\nnumberId: 7\nvoice: {provider: 11labs, voiceId: A, model: m1}";

    var loop = new Convergence(api, TRIMMED + others).run(HOURS);

    assertThat(api.patches()).hasSize(2).last().isEqualTo("{\"prompt\":\"Be kind. \"}");
    loop.declare(TRIMMED + others.replace("7", "8")).run(HOURS);
    assertThat(api.patches()).hasSize(3).last().isEqualTo("{\"number_id\":8}");
    assertThat(loop.status().unreported()).containsExactly("numberId", "voice.model");
    assertThat(loop.reason()).isEqualTo("NotConverging");
  }

  @Test
  void aFieldThatIsHeldBackHoldsBackNoOther() {
    var api =
        new FakeApi("{\"voice\": {\"provider\": \"vapi\", \"voiceId\": \"Kai\"}}")
            .normalising(String::strip);
    String voice = "\nvoice: {provider: vapi, voiceId: %s}";
    var loop = new Convergence(api, TRIMMED + voice.formatted("Kai")).run(HOURS);

    loop.declare(TRIMMED + voice.formatted("Clara")).run(HOURS);
    api.changeOutside("{\"voice\": {\"voiceId\": \"Elliot\"}}");
    loop.run(HOURS);

    assertThat(api.stored().at("/voice/voiceId").asText()).isEqualTo("Clara");
    assertThat(api.patches()).hasSize(4);
    assertThat(loop.reason()).isEqualTo("NotConverging");
  }

  @Test
  void aLiveValueThatChangesIsTriedAgain() {
    var api = new FakeApi("{\"prompt\": \"x\"}").normalising(String::strip);
    var loop = new Convergence(api, TRIMMED).run(HOURS);

    api.changeOutside("{\"prompt\": \"somebody's\"}");
    loop.run(HOURS);
    assertThat(api.patches()).hasSizeBetween(3, 4);
    assertThat(loop.reason()).isEqualTo("NotConverging");

    api.normalising(text -> text).changeOutside("{\"prompt\": \"somebody's\"}");
    loop.run(HOURS);
    assertThat(loop.reason()).isEqualTo("Synced");
  }

  @Test
  void staleReadsAreLookedAtAgainAfterOneThreeAndSevenSeconds() {
    var api = new FakeApi("{\"prompt\": \"x\"}").lagging(Duration.ofSeconds(6));
    var loop = new Convergence(api, "prompt: Be kind.").run(MINUTE);

    assertThat(api.patches()).hasSize(1);
    assertThat(loop.reason()).isEqualTo("Synced");
    assertThat(loop.looks().stream().map(Duration::toSeconds).limit(4))
        .containsExactly(0L, 1L, 3L, 7L);
  }

  @Test
  void readsThatStayStaleCostASecondPatch() {
    var api = new FakeApi("{\"prompt\": \"x\"}").lagging(Duration.ofSeconds(20));
    var loop = new Convergence(api, "prompt: Be kind.").run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("Synced");
  }

  @Test
  void aChangeDuringTheProofWaitsForItAndLosesNothing() {
    var api = new FakeApi("{\"prompt\": \"x\", \"number_id\": 1}").lagging(Duration.ofSeconds(5));
    var loop = new Convergence(api, "prompt: Be kind.").run(Duration.ofSeconds(2));

    loop.declare("prompt: Be kind.\nnumberId: 2").run(HOURS);

    assertThat(api.patches()).containsExactly("{\"prompt\":\"Be kind.\"}", "{\"number_id\":2}");
    assertThat(loop.reason()).isEqualTo("Synced");
  }

  @Test
  void anotherSpecDuringTheProofIsSentAtOnce() {
    var api = new FakeApi("{\"prompt\": \"x\"}").lagging(Duration.ofSeconds(5));
    var loop = new Convergence(api, "prompt: one").run(Duration.ofMillis(500));

    loop.declare("prompt: two").run(HOURS);

    assertThat(api.patches()).containsExactly("{\"prompt\":\"one\"}", "{\"prompt\":\"two\"}");
  }

  /** An API that changes more than it was asked to. */
  private static FakeApi resettingThePrompt() {
    return new FakeApi("{\"firstMessage\": \"Hello\", \"prompt\": \"Be kind.\"}")
        .changing("firstMessage", "{\"prompt\": \"the default\"}");
  }

  private static final String BOTH = "firstMessage: Hi\nprompt: Be kind.";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAPatchChangedBesidesIsSeenAtOnceAndIsNoOutsideChange(boolean told) {
    var api = told ? resettingThePrompt().telling() : resettingThePrompt();
    var loop = new Convergence(api, BOTH);

    assertThat(loop.step()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));

    assertThat(loop.reason()).isEqualTo("Verifying");
    assertThat(loop.drift())
        .extracting(DriftEntry::field, DriftEntry::outside)
        .containsExactly(tuple("prompt", null));
    assertThat(
            Conditions.find(loop.status().conditions(), Conditions.DRIFTED).orElseThrow().status())
        .isEqualTo("True");
    loop.pass(Duration.ofSeconds(1)).run(MINUTE);
    assertThat(api.patches())
        .containsExactly("{\"firstMessage\":\"Hi\"}", "{\"prompt\":\"Be kind.\"}");
    assertThat(loop.reason()).isEqualTo("Synced");
    assertThat(loop.events()).containsExactly("Patched", "Patched");
    assertThat(loop.status().corrections()).isNull();
  }

  @ParameterizedTest
  @EnumSource(DriftRule.class)
  void whatAPatchChangedBesidesIsSetBackWhateverThePolicyUnlessItIsChangedAgain(DriftRule policy) {
    var api = resettingThePrompt();
    var loop = new Convergence(api, "firstMessage: Hello\nprompt: Be kind.").under(policy);
    loop.step();
    loop.declare(BOTH).run(MINUTE);
    assertThat(loop.reason()).isEqualTo("Synced");

    loop.declare("firstMessage: Ho\nprompt: Be kind.").step();
    api.changeOutside("{\"prompt\": \"somebody's\"}");
    loop.pass(Duration.ofSeconds(1)).run(MINUTE);

    assertThat(api.stored().path("prompt").asText())
        .isEqualTo(policy == DriftRule.CORRECT ? "Be kind." : "somebody's");
    assertThat(loop.reason()).isEqualTo(policy == DriftRule.CORRECT ? "Synced" : "DriftReported");
  }

  @Test
  void whatAPatchChangedBesidesWaitsForItsApproval() {
    var api = resettingThePrompt();
    var loop =
        new Convergence(api, BOTH).under(new WriteMode.OnceApproved(Optional.empty())).run(MINUTE);
    String hash = requireNonNull(requireNonNull(loop.status().plan()).hash());

    loop.under(new WriteMode.OnceApproved(Optional.of(hash))).run(HOURS);

    assertThat(api.patches()).containsExactly("{\"firstMessage\":\"Hi\"}");
    assertThat(loop.reason()).isEqualTo("AwaitingApproval");
    assertThat(loop.events()).containsExactly("AwaitingApproval", "Patched", "AwaitingApproval");
  }

  @Test
  void fieldsOfWhichEachOneChangesTheOtherAreNotSentForever() {
    var api = resettingThePrompt().changing("prompt", "{\"firstMessage\": \"the default\"}");
    var loop = new Convergence(api, BOTH).run(HOURS);

    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("NotConverging");
    assertThat(loop.events()).doesNotContain("DriftDetected", "DriftCorrected");
    loop.declare("firstMessage: Ho\nprompt: Be kind.").run(HOURS);
    assertThat(api.patches()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void aVoiceWhoseModelIsNeverShownIsInSync() {
    var api = new FakeApi("{}").hiding("voice.model", "voice.provider");
    var loop = new Convergence(api, "voice: {provider: 11labs, voiceId: A, model: m1}").run(HOURS);
    assertThat(loop.status().unreported()).isEqualTo(List.of("voice.model", "voice.provider"));

    api.changeOutside("{\"voice\": {\"provider\": \"vapi\", \"voiceId\": \"Kai\"}}");
    loop.run(HOURS);

    assertThat(api.stored().path("voice").toString())
        .isEqualTo("{\"provider\":\"11labs\",\"voiceId\":\"A\",\"model\":\"m1\"}");
    assertThat(api.patches()).hasSize(2);
    assertThat(loop.reason()).isEqualTo("Synced");
  }
}
