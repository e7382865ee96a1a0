package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.SearchBudget;
import org.junit.jupiter.api.Test;

/** The cost of a plan with many violations. */
class ViolationTextTest {

  private static final int ITEMS = 32;

  @Test
  void showsFiveAndCountsTheOthers() {
    String text = ViolationText.of(violations(catalog("Clara", "Elliot"), "Elliott"));
    assertThat(text.split("; (?=spec|and)"))
        .hasSize(6)
        .startsWith(
            "spec.fallbackVoices[0].voiceId: \"Elliott\" is not a voice of provider vapi in the"
                + " catalog; did you mean \"Elliot\"?")
        .endsWith("and 27 more");
  }

  @Test
  void countsNothingIfThereAreFive() {
    List<Violation> five = violations(catalog("Clara"), "Elliott").subList(0, 5);
    assertThat(ViolationText.of(five)).doesNotContain("more");
    assertThat(ViolationText.of(five.subList(0, 1))).isEqualTo(five.getFirst().toString());
  }

  /** A list of names costs one unit for each that is too long, so the units count the searches. */
  @Test
  void searchesSuggestionsOnlyForShownViolations() {
    String[] names =
        IntStream.range(0, 1_000).mapToObj("a-very-long-name-%d"::formatted).toArray(String[]::new);
    var budget = new SearchBudget();
    ViolationText.of(violations(catalog(names), "Elliott"), budget);
    assertThat(budget.spent()).isEqualTo(5 * 1_000);
  }

  @Test
  void worstCatalogStaysWithinTheBudget() {
    String[] worst =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "b" + "a".repeat(250) + "%05d".formatted(i))
            .toArray(String[]::new);
    var budget = new SearchBudget();
    String text = ViolationText.of(violations(catalog(worst), "a".repeat(256)), budget);
    assertThat(text).contains("and 3990 more").endsWith("and 27 more");
    assertThat(budget.spent()).isBetween(1_000_000L, 2_010_000L);
  }

  private static Catalog catalog(String... voices) {
    return Readings.catalog(
        "{\"voice\": {\"providers\": [{\"value\": \"vapi\", \"voiceIds\": %s}]}}"
            .formatted(
                IntStream.range(0, voices.length)
                    .mapToObj(i -> "\"%s\"".formatted(voices[i]))
                    .collect(joining(", ", "[", "]"))));
  }

  private static List<Violation> violations(Catalog catalog, String voiceId) {
    String items =
        IntStream.range(0, ITEMS)
            .mapToObj(_ -> "{provider: vapi, voiceId: %s}".formatted(voiceId))
            .collect(joining(", ", "[", "]"));
    Plan plan =
        Planner.plan(
            Readings.config("fallbackVoices: " + items),
            Readings.answer("{\"assistant\": {}}"),
            History.NONE,
            Optional.of(catalog),
            SendRules.DEFAULT);
    return ((Plan.Invalid) plan).violations();
  }
}
