package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import org.junit.jupiter.api.Test;

class PlanHashTest {

  private static final SendRules PLAN =
      new SendRules(DriftRule.CORRECT, new WriteMode.OnceApproved(Optional.empty()));

  /** The SHA-256 of these two quoted texts have the same first 48 bits. */
  private static final String ONE = "2308dc81dc8a";

  private static final String OTHER = "59bfc6ea3b25";

  @Test
  void has128Bits() {
    assertThat(hash("firstMessage: Hi", ONE)).matches("[0-9a-f]{32}");
  }

  @Test
  void distinguishesValuesWhoseShortHashesCollide() {
    assertThat(Fingerprint.of(live(ONE).field(Field.FIRST_MESSAGE)))
        .isEqualTo(Fingerprint.of(live(OTHER).field(Field.FIRST_MESSAGE)));
    assertThat(hash("firstMessage: Hi", ONE)).isNotEqualTo(hash("firstMessage: Hi", OTHER));
  }

  private static String hash(String spec, String live) {
    Plan plan =
        Planner.plan(Readings.config(spec), live(live), History.NONE, Optional.empty(), PLAN);
    return ((Plan.AwaitingApproval) plan).hash();
  }

  private static LiveAssistant live(String firstMessage) {
    return Readings.answer("{\"assistant\": {\"firstMessage\": \"%s\"}}".formatted(firstMessage));
  }
}
