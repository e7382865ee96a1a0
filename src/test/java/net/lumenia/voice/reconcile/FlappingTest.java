package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.status.FieldStatuses;

/**
 * Another writer sets a field back after every correction. The operator restarts before every
 * reconcile.
 */
class FlappingTest {

  private static final String SPEC = "prompt: ours\nfirstMessage: Hi";
  private static final String REVERTED = "{\"prompt\": \"theirs\"}";
  private static final Duration SECONDS = Duration.ofSeconds(10);
  private static final Duration SIX_HSPEC = Duration.ofHours(6);

  /**
   * Five corrections go through, and then one after each pause: 1 + 2 + 4 + 8 + 16 = 31 minutes for
   * the next five, and one in 30 minutes for the other 329 minutes.
   */
  private static final int IN_SIX_HSPEC = 5 + 5 + 10;

  /** Five corrections at once, and then those after 1, 2 and 4 minutes. */
  private static final int IN_TEN_MINUTES = 5 + 3;

  private final SimulatedApi api =
      new SimulatedApi("{\"prompt\": \"ours\", \"firstMessage\": \"Hi\"}");
  private final SimulatedOperator operator = new SimulatedOperator(api, SPEC).resyncing(SECONDS);

  private void fight(Duration time) {
    operator.step();
    api.reverted(REVERTED, Duration.ofSeconds(5));
    operator.pass(SECONDS).run(time);
  }

  @Example
  void sixHoursOfFlappingCauseTwentyPatches() {
    fight(SIX_HSPEC);

    assertThat(api.patches()).hasSize(IN_SIX_HSPEC);
    assertThat(gaps().subList(0, 10))
        .containsExactly(10L, 10L, 10L, 10L, 60L, 120L, 240L, 480L, 960L, 1800L);
    assertThat(gaps().subList(10, gaps().size())).containsOnly(1800L);
    assertThat(operator.reason()).isEqualTo("Flapping");
    assertThat(operator.events()).containsOnlyOnce("Flapping");
  }

  private List<Long> gaps() {
    List<Instant> times = api.patchTimes();
    return IntStream.range(1, times.size())
        .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)).toSeconds())
        .toList();
  }

  @Example
  void waitingCausesNoStatusWrites() {
    fight(Duration.ofMinutes(40));
    int before = operator.statusWrites();

    operator.run(Duration.ofMinutes(20));

    assertThat(operator.statusWrites()).isEqualTo(before);
    assertThat(operator.reason()).isEqualTo("Flapping");
  }

  @Example
  void messageNamesTheFieldAndTheNumberOfCorrections() {
    fight(Duration.ofMinutes(6));

    assertThat(operator.message())
        .isEqualTo(
            "another writer keeps changing prompt (corrected 7 times, next correction 4 min after the"
                + " last one); find and stop it, or remove these fields from the spec");
  }

  @Example
  void otherFieldsAreSentAtOnce() {
    fight(Duration.ofMinutes(40));

    for (int i = 0; i < 20; i++) {
      operator.declare("prompt: ours\nfirstMessage: Hi " + i).step();
      assertThat(api.stored().path("firstMessage").asText()).isEqualTo("Hi " + i);
      operator.run(Duration.ofSeconds(15));
    }
    assertThat(operator.reason()).isEqualTo("Flapping");
  }

  @Example
  void newDesiredValueIsSentAtOnceAndEndsFlapping() {
    fight(Duration.ofMinutes(40));

    operator.declare("prompt: ours, too\nfirstMessage: Hi").step();

    assertThat(api.stored().path("prompt").asText()).isEqualTo("ours, too");
    assertThat(FieldStatuses.corrections(operator.status())).isEmpty();
  }

  @Example
  void afterTheOtherWriterStopsFlappingEndsWithinAnHour() {
    fight(SIX_HSPEC);
    api.leftAlone();

    operator.run(Duration.ofMinutes(30));
    assertThat(api.stored().path("prompt").asText()).isEqualTo("ours");
    assertThat(operator.reason()).isEqualTo("Synced");

    operator.run(Duration.ofMinutes(31));
    assertThat(FieldStatuses.corrections(operator.status())).isEmpty();
    int before = operator.statusWrites();
    operator.run(Duration.ofHours(5));
    assertThat(operator.statusWrites() - before).isLessThanOrEqualTo(5);
  }

  @Example
  void fiveCorrectionsAreForgottenWithTheHourlyWrite() {
    operator.step();
    for (int i = 0; i < 5; i++) {
      api.edit(REVERTED);
      operator.step();
      operator.pass(SECONDS);
    }
    assertThat(corrections().recent()).hasSize(5);
    assertThat(corrections().pauses()).isNull();
    int before = operator.statusWrites();

    operator.run(Duration.ofMinutes(59));
    assertThat(operator.statusWrites()).isEqualTo(before);
    operator.run(Duration.ofMinutes(2));

    assertThat(operator.statusWrites()).isEqualTo(before + 1);
    assertThat(FieldStatuses.corrections(operator.status())).isEmpty();
    assertThat(operator.events()).doesNotContain("Flapping");
  }

  private Corrections corrections() {
    return requireNonNull(FieldStatuses.corrections(operator.status()).get("prompt"));
  }

  @Example
  void slowWriterIsNotFlapping() {
    operator.resyncing(Duration.ofMinutes(2)).step();
    api.reverted(REVERTED, Duration.ofSeconds(1));
    operator.pass(SECONDS).run(SIX_HSPEC);

    assertThat(api.patches()).hasSize(180);
    assertThat(operator.events()).doesNotContain("Flapping");
  }

  @Example
  void moreThanFiveCorrectionsInTenMinutesAreFlapping() {
    operator.resyncing(Duration.ofSeconds(100)).step();
    api.reverted(REVERTED, Duration.ofSeconds(1));
    operator.pass(SECONDS).run(SIX_HSPEC);

    assertThat(api.patches()).hasSizeLessThanOrEqualTo(IN_SIX_HSPEC);
    assertThat(operator.events()).containsOnlyOnce("Flapping");
  }

  @Provide
  Arbitrary<List<Integer>> pauses() {
    return Arbitraries.integers().between(0, 600).list().ofSize(40);
  }

  /** A new leader reconciles at once, even if a correction waits. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void restartsAndEditsCauseNoMoreCorrections(@ForAll("pauses") List<Integer> pauses) {
    fight(Duration.ZERO);
    int edits = 0;
    for (int seconds : pauses) {
      operator.run(Duration.ofSeconds(seconds)).step();
      if (seconds % 5 == 0) {
        operator.declare("prompt: ours\nfirstMessage: edit " + ++edits).step();
        assertThat(api.stored().path("firstMessage").asText()).isEqualTo("edit " + edits);
      }
    }
    List<Instant> corrections = corrections(api);

    Duration time = Duration.between(corrections.getFirst(), api.now());
    assertThat(corrections).hasSizeLessThanOrEqualTo((int) (11 + time.toMinutes() / 30));
    assertThat(mostInTenMinutes(corrections)).isLessThanOrEqualTo(IN_TEN_MINUTES);
  }

  private static List<Instant> corrections(SimulatedApi api) {
    return IntStream.range(0, api.patches().size())
        .filter(i -> api.patches().get(i).contains("prompt"))
        .mapToObj(api.patchTimes()::get)
        .toList();
  }

  /** The other writer pauses at will, so flapping may end and start again. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void noWriterCausesMoreThanEightCorrectionsInTenMinutes(@ForAll("pauses") List<Integer> pauses) {
    operator.step();
    for (int seconds : pauses) {
      api.edit("{\"prompt\": \"theirs %d\"}".formatted(seconds));
      operator.run(Duration.ofSeconds(seconds % 100));
      if (seconds % 7 == 0) {
        operator.run(Duration.ofSeconds(seconds));
      }
    }

    assertThat(mostInTenMinutes(api.patchTimes())).isLessThanOrEqualTo(IN_TEN_MINUTES);
    operator.run(Duration.ofMinutes(61));
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(FieldStatuses.corrections(operator.status())).isEmpty();
  }

  private static int mostInTenMinutes(List<Instant> times) {
    return times.stream()
        .map(
            from ->
                (int)
                    times.stream()
                        .filter(t -> !t.isBefore(from))
                        .filter(t -> t.isBefore(from.plus(Timing.DEFAULT.flappingWindow())))
                        .count())
        .max(Integer::compare)
        .orElse(0);
  }
}
