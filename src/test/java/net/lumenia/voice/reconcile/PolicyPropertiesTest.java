package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.status.FieldStatuses;

/** The guarantees of the drift policies. The operator restarts before every reconcile. */
class PolicyPropertiesTest {

  private static final Duration SECONDS = Duration.ofSeconds(4);

  /** What happens before a reconcile, with a number that selects a variant. */
  record Event(Kind kind, int number) {}

  enum Kind {
    EDIT_SPEC,
    EDIT_LIVE,
    PATCH_FAILS,
    PATCH_IS_APPLIED_AND_FAILS,
    GET_FAILS,
    OBSERVE,
    APPLY,
    CRASH,
    WAIT
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Combinators.combine(Arbitraries.of(Kind.values()), Arbitraries.integers().between(0, 20))
        .as(Event::new)
        .list()
        .ofMaxSize(30);
  }

  private static void happen(Event event, SimulatedApi api, SimulatedOperator operator) {
    switch (event.kind()) {
      case PATCH_FAILS -> api.losingAnswers(false).failNextPatches(1);
      case PATCH_IS_APPLIED_AND_FAILS -> api.losingAnswers(true).failNextPatches(1);
      case GET_FAILS -> api.failNextGets(1);
      case OBSERVE -> operator.under(new WriteMode.Never());
      case APPLY -> operator.under(new WriteMode.Always());
      case CRASH -> operator.crash();
      case WAIT -> operator.pass(Duration.ofHours(event.number()));
      case EDIT_SPEC, EDIT_LIVE -> throw new IllegalArgumentException(event.toString());
    }
  }

  /** Even an edit that is made while the PATCH of the same field waits for its proof. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void dashboardEditSurvivesEditsOfOtherFieldsUnderReportAndRefuse(
      @ForAll("histories") List<Event> history,
      @ForAll @IntRange(max = 9) int lag,
      @ForAll boolean refuse) {
    var api = new SimulatedApi("{\"prompt\": \"old\", \"number_id\": 1}").hiding("firstMessage");
    var operator = new SimulatedOperator(api, others(0)).run(SECONDS);
    api.lagging(Duration.ofSeconds(lag));
    operator.declare(others(0) + "\nprompt: ours").step();
    api.edit("{\"prompt\": \"theirs\"}");
    operator.under(refuse ? DriftRule.REFUSE : DriftRule.REPORT).pass(SECONDS);

    for (Event event : history) {
      switch (event.kind()) {
        case EDIT_SPEC -> operator.declare(others(event.number()) + "\nprompt: ours");
        case EDIT_LIVE -> api.edit("{\"number_id\": %d}".formatted(1 + event.number()));
        default -> happen(event, api, operator);
      }
      operator.step();
      operator.pass(SECONDS);
    }

    assertThat(api.stored().path("prompt").asText()).isEqualTo("theirs");
    operator.under(DriftRule.REPORT).under(new WriteMode.Always()).run(Duration.ofHours(1));
    // An edit after a second PATCH of the same field looks like what the API made of that PATCH.
    var heldBack = new HashMap<>(FieldStatuses.states(operator.status()));
    heldBack.values().retainAll(Set.of("NotConverging"));
    assertThat(heldBack.keySet()).isSubsetOf("numberId");
    assertThat(operator.reason()).isEqualTo(heldBack.isEmpty() ? "DriftReported" : "NotConverging");
    assertThat(operator.drift()).extracting(entry -> entry.field()).contains("prompt");
  }

  private static String others(int number) {
    return "numberId: %d\nfirstMessage: \"%d\"".formatted(1 + number % 3, number % 2);
  }

  /** The own values are those that were sent, and those that were found in sync. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void onlyOwnValuesAreOverwrittenUnderRefuse(@ForAll("histories") List<Event> history) {
    var api = new SimulatedApi("{\"prompt\": \"theirs\", \"number_id\": null}");
    Set<String> ours = new HashSet<>(Set.of("NUMBER_ID Unset[]"));
    var operator =
        new SimulatedOperator(api, both(0))
            .under(DriftRule.REFUSE)
            .observed(
                (_, _) -> {},
                change ->
                    change
                        .fields()
                        .forEach(
                            field ->
                                assertThat(ours)
                                    .contains(value(field, change.live().field(field)))));
    for (Event event : history) {
      switch (event.kind()) {
        case EDIT_SPEC -> operator.declare(both(event.number()));
        case EDIT_LIVE -> api.edit(edited(event.number()));
        default -> happen(event, api, operator);
      }
      operator.step();
      remember(ours, operator, api);
      operator.pass(SECONDS);
    }
  }

  private static void remember(Set<String> ours, SimulatedOperator operator, SimulatedApi api) {
    var live = Readings.live(api.stored());
    operator
        .desired()
        .values()
        .forEach(
            (field, value) -> {
              if (live.field(field).equals(new Live.Reported<>((LiveValue) value))) {
                ours.add(value(field, live.field(field)));
              }
            });
  }

  private static String value(Field field, Live<LiveValue> live) {
    return field + " " + live;
  }

  private static String both(int number) {
    return "prompt: \"%d\"\nnumberId: %d".formatted(number % 4, 1 + number % 3);
  }

  private static String edited(int number) {
    return List.of("{\"prompt\": \"%d\"}", "{\"number_id\": 1%d}", "{\"prompt\": \"their %d\"}")
        .get(number % 3)
        .formatted(number % 4);
  }
}
