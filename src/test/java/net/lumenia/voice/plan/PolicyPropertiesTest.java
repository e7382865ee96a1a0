package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** What the policies promise, whatever else happens; the operator restarts before every look. */
class PolicyPropertiesTest {

  private static final Duration SECONDS = Duration.ofSeconds(4);

  /** Something that happens, with a number that says which or what. */
  record Event(Kind kind, int number) {}

  enum Kind {
    EDIT_SPEC,
    EDIT_OUTSIDE,
    PATCH_FAILS,
    PATCH_FAILS_AND_IS_APPLIED,
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

  private static void happen(Event event, FakeApi api, Convergence loop) {
    switch (event.kind()) {
      case PATCH_FAILS -> api.losingAnswers(false).failNextPatches(1);
      case PATCH_FAILS_AND_IS_APPLIED -> api.losingAnswers(true).failNextPatches(1);
      case GET_FAILS -> api.failNextGets(1);
      case OBSERVE -> loop.under(new WriteMode.Never());
      case APPLY -> loop.under(new WriteMode.Always());
      case CRASH -> loop.crash();
      case WAIT -> loop.pass(Duration.ofHours(event.number()));
      case EDIT_SPEC, EDIT_OUTSIDE -> throw new IllegalArgumentException(event.toString());
    }
  }

  /** Also one that is made while the PATCH of the same field waits for its proof. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void underReportADashboardEditSurvivesEveryEditOfOtherFields(
      @ForAll("histories") List<Event> history,
      @ForAll @IntRange(max = 9) int lag,
      @ForAll boolean refuse) {
    var api = new FakeApi("{\"prompt\": \"old\", \"number_id\": 1}").hiding("firstMessage");
    var loop = new Convergence(api, others(0)).run(SECONDS);
    api.lagging(Duration.ofSeconds(lag));
    loop.declare(others(0) + "\nprompt: ours").step();
    api.changeOutside("{\"prompt\": \"theirs\"}");
    loop.under(refuse ? DriftRule.REFUSE : DriftRule.REPORT).pass(SECONDS);

    for (Event event : history) {
      switch (event.kind()) {
        case EDIT_SPEC -> loop.declare(others(event.number()) + "\nprompt: ours");
        case EDIT_OUTSIDE -> api.changeOutside("{\"number_id\": %d}".formatted(1 + event.number()));
        default -> happen(event, api, loop);
      }
      loop.step();
      loop.pass(SECONDS);
    }

    assertThat(api.stored().path("prompt").asText()).isEqualTo("theirs");
    loop.under(DriftRule.REPORT).under(new WriteMode.Always()).run(Duration.ofHours(1));
    // An edit that comes after a second PATCH of the same field looks like the API's doing.
    var mistaken = Optional.ofNullable(loop.status().unconverged()).orElse(Map.of());
    assertThat(mistaken.keySet()).isSubsetOf("numberId");
    assertThat(loop.reason()).isEqualTo(mistaken.isEmpty() ? "DriftReported" : "NotConverging");
    assertThat(loop.drift()).extracting(entry -> entry.field()).contains("prompt");
  }

  private static String others(int number) {
    return "numberId: %d\nfirstMessage: \"%d\"".formatted(1 + number % 3, number % 2);
  }

  /** Ours is what was sent, and what was found to be as declared. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void underRefuseOnlyOurOwnValuesAreOverwritten(@ForAll("histories") List<Event> history) {
    var api = new FakeApi("{\"prompt\": \"theirs\", \"number_id\": null}");
    Set<String> ours = new HashSet<>(Set.of("NUMBER_ID Unset[]"));
    var loop =
        new Convergence(api, both(0))
            .under(DriftRule.REFUSE)
            .watched(
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
        case EDIT_SPEC -> loop.declare(both(event.number()));
        case EDIT_OUTSIDE -> api.changeOutside(outside(event.number()));
        default -> happen(event, api, loop);
      }
      loop.step();
      remember(ours, loop, api);
      loop.pass(SECONDS);
    }
  }

  private static void remember(Set<String> ours, Convergence loop, FakeApi api) {
    var live = Readings.live(api.stored());
    loop.desired()
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

  private static String outside(int number) {
    return List.of("{\"prompt\": \"%d\"}", "{\"number_id\": 1%d}", "{\"prompt\": \"their %d\"}")
        .get(number % 3)
        .formatted(number % 4);
  }
}
