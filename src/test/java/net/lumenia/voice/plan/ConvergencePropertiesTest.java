package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens in whatever order, an API that trims is not patched forever. */
class ConvergencePropertiesTest {

  /** Something that happens between two stretches of time. */
  enum Event {
    SPEC_WITH_SPACE,
    SPEC_WITHOUT_SPACE,
    CHANGED_OUTSIDE,
    GET_FAILS,
    PATCH_FAILS,
    SECONDS,
    MINUTES;

    boolean allowsTwoPatches() {
      return this == SPEC_WITH_SPACE || this == SPEC_WITHOUT_SPACE || this == CHANGED_OUTSIDE;
    }
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Arbitraries.of(Event.values()).list().ofMaxSize(25);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void twoPatchesPerChangeAndOnePerFailureSuffice(@ForAll("histories") List<Event> history) {
    var api = new FakeApi("{}").normalising(String::strip).hiding("number_id");
    var loop = new Convergence(api, "prompt: \"0 \"");
    loop.step();
    for (int i = 0; i < history.size(); i++) {
      happen(history.get(i), i, api, loop);
      loop.step();
    }
    loop.declare("prompt: end").run(Duration.ofMinutes(10));

    long changes = 2 + history.stream().filter(Event::allowsTwoPatches).count();
    long failures = history.stream().filter(Event.PATCH_FAILS::equals).count();
    assertThat(api.patches()).hasSizeLessThanOrEqualTo((int) (2 * changes + failures));
    assertThat(loop.reason()).isEqualTo("Synced");
    assertThat(api.stored().path("prompt").asText()).isEqualTo("end");
  }

  private static void happen(Event event, int i, FakeApi api, Convergence loop) {
    switch (event) {
      case SPEC_WITH_SPACE -> loop.declare("prompt: \"%d \"".formatted(i));
      case SPEC_WITHOUT_SPACE -> loop.declare("prompt: \"%d\"".formatted(i));
      case CHANGED_OUTSIDE -> api.changeOutside("{\"prompt\": \"outside %d\"}".formatted(i));
      case GET_FAILS -> api.failNextGets(1);
      case PATCH_FAILS -> api.failNextPatches(1);
      case SECONDS -> loop.run(Duration.ofSeconds(5));
      case MINUTES -> loop.run(Duration.ofMinutes(6));
    }
  }
}
