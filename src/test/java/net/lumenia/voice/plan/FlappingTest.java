package net.lumenia.voice.plan;

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

/** Another writer sets a field back after every correction; the operator restarts at every look. */
class FlappingTest {

  private static final String OURS = "prompt: ours\nfirstMessage: Hi";
  private static final String THEIRS = "{\"prompt\": \"theirs\"}";
  private static final Duration SECONDS = Duration.ofSeconds(10);
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  /**
   * Five go through, and then one after each pause: 1 + 2 + 4 + 8 + 16 = 31 minutes for the next
   * five, and one in 30 minutes for the 329 minutes that are left.
   */
  private static final int IN_SIX_HOURS = 5 + 5 + 10;

  /** Five at once, and then those after 1, 2 and 4 minutes. */
  private static final int IN_TEN_MINUTES = 5 + 3;

  private final FakeApi api = new FakeApi("{\"prompt\": \"ours\", \"firstMessage\": \"Hi\"}");
  private final Convergence loop = new Convergence(api, OURS).resyncing(SECONDS);

  private void fight(Duration time) {
    loop.step();
    api.reverted(THEIRS, Duration.ofSeconds(5));
    loop.pass(SECONDS).run(time);
  }

  @Example
  void sixHoursOfAnotherWriterCostTwentyPatches() {
    fight(SIX_HOURS);

    assertThat(api.patches()).hasSize(IN_SIX_HOURS);
    assertThat(gaps().subList(0, 10))
        .containsExactly(10L, 10L, 10L, 10L, 60L, 120L, 240L, 480L, 960L, 1800L);
    assertThat(gaps().subList(10, gaps().size())).containsOnly(1800L);
    assertThat(loop.reason()).isEqualTo("Flapping");
    assertThat(loop.events()).containsOnlyOnce("Flapping");
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
    int before = loop.statusWrites();

    loop.run(Duration.ofMinutes(20));

    assertThat(loop.statusWrites()).isEqualTo(before);
    assertThat(loop.reason()).isEqualTo("Flapping");
  }

  @Example
  void theMessageNamesTheFieldAndHowOftenItWasSetBack() {
    fight(Duration.ofMinutes(6));

    assertThat(loop.message())
        .isEqualTo(
            "another writer keeps changing prompt (corrected 7 times, next correction 4 min after the"
                + " last one); find and stop it, or remove these fields from the spec");
  }

  @Example
  void otherFieldsAreSentAtOnce() {
    fight(Duration.ofMinutes(40));

    for (int i = 0; i < 20; i++) {
      loop.declare("prompt: ours\nfirstMessage: Hi " + i).step();
      assertThat(api.stored().path("firstMessage").asText()).isEqualTo("Hi " + i);
      loop.run(Duration.ofSeconds(15));
    }
    assertThat(loop.reason()).isEqualTo("Flapping");
  }

  @Example
  void anotherDesiredValueIsSentAtOnceAndEndsIt() {
    fight(Duration.ofMinutes(40));

    loop.declare("prompt: ours, too\nfirstMessage: Hi").step();

    assertThat(api.stored().path("prompt").asText()).isEqualTo("ours, too");
    assertThat(loop.status().corrections()).isNull();
  }

  @Example
  void whenTheOtherWriterStopsItIsAsDeclaredWithinHalfAnHourAndForgottenInAnother() {
    fight(SIX_HOURS);
    api.leftAlone();

    loop.run(Duration.ofMinutes(30));
    assertThat(api.stored().path("prompt").asText()).isEqualTo("ours");
    assertThat(loop.reason()).isEqualTo("Synced");

    loop.run(Duration.ofMinutes(31));
    assertThat(loop.status().corrections()).isNull();
    int before = loop.statusWrites();
    loop.run(Duration.ofHours(5));
    assertThat(loop.statusWrites() - before).isLessThanOrEqualTo(5);
  }

  @Example
  void fiveCorrectionsAreForgottenWithoutAWriteOfTheirOwn() {
    loop.step();
    for (int i = 0; i < 5; i++) {
      api.changeOutside(THEIRS);
      loop.step();
      loop.pass(SECONDS);
    }
    assertThat(corrections().recent()).hasSize(5);
    assertThat(corrections().backoffs()).isNull();
    int before = loop.statusWrites();

    loop.run(Duration.ofMinutes(59));
    assertThat(loop.statusWrites()).isEqualTo(before);
    loop.run(Duration.ofMinutes(2));

    assertThat(loop.statusWrites()).isEqualTo(before + 1);
    assertThat(loop.status().corrections()).isNull();
    assertThat(loop.events()).doesNotContain("Flapping");
  }

  private Corrections corrections() {
    return requireNonNull(requireNonNull(loop.status().corrections()).get("prompt"));
  }

  @Example
  void whoeverIsSlowEnoughIsNotFlapping() {
    loop.resyncing(Duration.ofMinutes(2)).step();
    api.reverted(THEIRS, Duration.ofSeconds(1));
    loop.pass(SECONDS).run(SIX_HOURS);

    assertThat(api.patches()).hasSize(180);
    assertThat(loop.events()).doesNotContain("Flapping");
  }

  @Example
  void moreThanFiveInTenMinutesAreFlappingHoweverTheyAreSpread() {
    loop.resyncing(Duration.ofSeconds(100)).step();
    api.reverted(THEIRS, Duration.ofSeconds(1));
    loop.pass(SECONDS).run(SIX_HOURS);

    assertThat(api.patches()).hasSizeLessThanOrEqualTo(IN_SIX_HOURS);
    assertThat(loop.events()).containsOnlyOnce("Flapping");
  }

  @Provide
  Arbitrary<List<Integer>> looks() {
    return Arbitraries.integers().between(0, 600).list().ofSize(40);
  }

  /** A new leader looks at once, whatever the old one had planned. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void restartsAndEditsAtAnyMomentCostNothing(@ForAll("looks") List<Integer> looks) {
    fight(Duration.ZERO);
    int edits = 0;
    for (int seconds : looks) {
      loop.run(Duration.ofSeconds(seconds)).step();
      if (seconds % 5 == 0) {
        loop.declare("prompt: ours\nfirstMessage: edit " + ++edits).step();
        assertThat(api.stored().path("firstMessage").asText()).isEqualTo("edit " + edits);
      }
    }
    List<Instant> corrections = corrections(api);

    Duration time = Duration.between(corrections.getFirst(), api.now());
    assertThat(corrections).hasSizeLessThanOrEqualTo((int) (11 + time.toMinutes() / 30));
    assertThat(mostInTenMinutes(corrections)).isLessThanOrEqualTo(IN_TEN_MINUTES);
  }

  private static List<Instant> corrections(FakeApi api) {
    return IntStream.range(0, api.patches().size())
        .filter(i -> api.patches().get(i).contains("prompt"))
        .mapToObj(api.patchTimes()::get)
        .toList();
  }

  /** The other writer comes and goes as it likes; the streak may end and begin anew. */
  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void noWriterWhateverItDoesCausesMoreThanEightCorrectionsInTenMinutes(
      @ForAll("looks") List<Integer> pauses) {
    loop.step();
    for (int seconds : pauses) {
      api.changeOutside("{\"prompt\": \"theirs %d\"}".formatted(seconds));
      loop.run(Duration.ofSeconds(seconds % 100));
      if (seconds % 7 == 0) {
        loop.run(Duration.ofSeconds(seconds));
      }
    }

    assertThat(mostInTenMinutes(api.patchTimes())).isLessThanOrEqualTo(IN_TEN_MINUTES);
    loop.run(Duration.ofMinutes(61));
    assertThat(loop.reason()).isEqualTo("Synced");
    assertThat(loop.status().corrections()).isNull();
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
