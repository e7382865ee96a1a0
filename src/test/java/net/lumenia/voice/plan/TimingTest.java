package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.Value;
import org.junit.jupiter.api.Test;

class TimingTest {

  private static final Value.Text HI = new Value.Text("Hi");
  private static final AssistantConfig DESIRED = new AssistantConfig(Map.of(Field.PROMPT, HI));
  private static final LiveAssistant LIVE =
      Readings.answer("{\"assistant\": {\"prompt\": \"other\"}}");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Timing SHORT =
      new Timing(
          List.of(Duration.ofMillis(1), Duration.ofMillis(3)),
          2,
          Duration.ofMillis(100),
          List.of(Duration.ofMillis(10), Duration.ofMillis(200)));

  private static Plan plan(History history, Timing timing) {
    return Planner.plan(DESIRED, LIVE, history, Optional.empty(), SendRules.DEFAULT, timing);
  }

  private static History sentBefore(Duration age) {
    var verifying = new FieldState.Verifying("", Optional.empty());
    return history(verifying, Optional.empty(), Optional.of(age));
  }

  private static History correctedBefore(Duration... ages) {
    var corrections = new FieldHistory.Corrections(List.of(ages), 0);
    return history(new FieldState.InSync(), Optional.of(corrections), Optional.empty());
  }

  private static History history(
      FieldState state,
      Optional<FieldHistory.Corrections> corrections,
      Optional<Duration> sinceLastPatch) {
    var field = new FieldHistory(state, AppliedValue.of(HI), Set.of(), false, corrections);
    return new History(Map.of(Field.PROMPT, field), sinceLastPatch, "");
  }

  @Test
  void planWaitsForTheGivenProofChecks() {
    History history = sentBefore(Duration.ofMillis(3));

    assertThat(plan(history, Timing.DEFAULT)).isInstanceOf(Plan.NoChange.class);
    assertThat(plan(history, SHORT)).isInstanceOf(Plan.Change.class);
  }

  @Test
  void planPausesFlappingFieldsForTheGivenTime() {
    History history = correctedBefore(Duration.ofMillis(9), Duration.ofMillis(8));

    assertThat(plan(history, Timing.DEFAULT)).isInstanceOf(Plan.Change.class);
    assertThat(plan(history, SHORT)).isInstanceOf(Plan.NoChange.class);
    assertThat(plan(correctedBefore(MINUTE, MINUTE), SHORT)).isInstanceOf(Plan.Change.class);
  }

  @Test
  void proofIsCheckedAfterOneThreeAndSevenSeconds() {
    assertThat(Timing.DEFAULT.nextProofCheck(Duration.ZERO)).contains(Duration.ofSeconds(1));
    assertThat(Timing.DEFAULT.nextProofCheck(Duration.ofSeconds(1)))
        .contains(Duration.ofSeconds(2));
    assertThat(Timing.DEFAULT.nextProofCheck(Duration.ofSeconds(3)))
        .contains(Duration.ofSeconds(4));
    assertThat(Timing.DEFAULT.nextProofCheck(Duration.ofSeconds(7))).isEmpty();
    assertThat(Timing.DEFAULT.nextProofCheck(Duration.ofMillis(-1))).isEmpty();
  }

  @Test
  void flappingEndsAfterThePauseOrTheWindowWhicheverIsLonger() {
    assertThat(SHORT.flappingEndsAfter(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(SHORT.flappingEndsAfter(2)).isEqualTo(Duration.ofMillis(200));
    assertThat(SHORT.flappingEndsAfter(9)).isEqualTo(Duration.ofMillis(200));
  }
}
