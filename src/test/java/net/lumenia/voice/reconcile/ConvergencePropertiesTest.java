package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** After any sequence of events, an API that stores other values is not patched forever. */
class ConvergencePropertiesTest {

  private static final Duration MINUTES = Duration.ofMinutes(6);

  /** What happens between two reconciles. */
  enum Event {
    SPEC_WITH_SPACE,
    SPEC_WITHOUT_SPACE,
    CHANGED_BY_ANOTHER_WRITER,
    GET_FAILS,
    PATCH_FAILS,
    SECONDS,
    MINUTES;

    boolean allowsTwoPatches() {
      return this == SPEC_WITH_SPACE
          || this == SPEC_WITHOUT_SPACE
          || this == CHANGED_BY_ANOTHER_WRITER;
    }
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Arbitraries.of(Event.values()).list().ofMaxSize(25);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void atMostTwoPatchesPerChangeAndOnePerFailure(@ForAll("histories") List<Event> history) {
    var api = new SimulatedApi("{}").normalizing(String::strip).hiding("number_id");
    var operator = new SimulatedOperator(api, "prompt: \"0 \"");
    operator.step();
    for (int i = 0; i < history.size(); i++) {
      happen(history.get(i), i, api, operator);
      operator.step();
    }
    operator.declare("prompt: end").run(Duration.ofMinutes(10));

    long changes = 2 + history.stream().filter(Event::allowsTwoPatches).count();
    long failures = history.stream().filter(Event.PATCH_FAILS::equals).count();
    assertThat(api.patches()).hasSizeLessThanOrEqualTo((int) (2 * changes + failures));
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(api.stored().path("prompt").asText()).isEqualTo("end");
  }

  /** Edits of this field and of others, for days, with any normalization. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void atMostTwoPatchesPerEdit(
      @ForAll("edits") List<Integer> edits,
      @ForAll("normalizations") UnaryOperator<String> normalization,
      @ForAll @IntRange(max = 120) int lag,
      @ForAll boolean repeating) {
    var api =
        new SimulatedApi("{\"prompt\": \"a b\", \"number_id\": 1, \"firstMessage\": \"0\"}")
            .normalizing(normalization)
            .lagging(Duration.ofSeconds(lag))
            .hiding("number_id");
    var operator = new SimulatedOperator(repeating ? api.repeating() : api, spec(0)).run(MINUTES);
    int changes = 1;
    for (int i = 0; i < edits.size(); i++) {
      operator.declare(spec(edits.get(i))).run(Duration.ofMinutes(edits.get(i) % 7));
      changes += i == 0 || !prompt(edits.get(i)).equals(prompt(edits.get(i - 1))) ? 1 : 0;
    }
    operator.run(Duration.ofDays(2));

    assertThat(api.patches().stream().filter(patch -> patch.contains("prompt")))
        .hasSizeLessThanOrEqualTo(2 * changes);
  }

  private static String spec(int edit) {
    return "prompt: %s\nfirstMessage: \"%d\"\nnumberId: %d"
        .formatted(prompt(edit), edit % 5, edit % 3 + 1);
  }

  private static String prompt(int edit) {
    return List.of("\"A  b \"", "\"A b\"", "\"a b\"", "\" a b\"").get(edit % 4);
  }

  @Provide
  Arbitrary<List<Integer>> edits() {
    return Arbitraries.integers().between(0, 59).list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<UnaryOperator<String>> normalizations() {
    return Arbitraries.of(
        List.<UnaryOperator<String>>of(
            String::strip,
            text -> text.toLowerCase(Locale.ROOT),
            text -> text.replaceAll(" +", " "),
            text -> text.strip() + ".",
            UnaryOperator.identity()));
  }

  private static void happen(Event event, int i, SimulatedApi api, SimulatedOperator operator) {
    switch (event) {
      case SPEC_WITH_SPACE -> operator.declare("prompt: \"%d \"".formatted(i));
      case SPEC_WITHOUT_SPACE -> operator.declare("prompt: \"%d\"".formatted(i));
      case CHANGED_BY_ANOTHER_WRITER -> api.edit("{\"prompt\": \"outside %d\"}".formatted(i));
      case GET_FAILS -> api.failNextGets(1);
      case PATCH_FAILS -> api.failNextPatches(1);
      case SECONDS -> operator.run(Duration.ofSeconds(5));
      case MINUTES -> operator.run(Duration.ofMinutes(6));
    }
  }
}
