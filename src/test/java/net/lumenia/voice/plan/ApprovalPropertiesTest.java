package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.lumenia.voice.crd.VoiceAssistantStatus.LastPatch;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;

/**
 * Nobody gets an unapproved change applied in mode Plan, by any order of edits, dashboard changes,
 * restarts and approvals. The model knows nothing of how a hash is made: it remembers what was
 * shown with each one, and an approval is good for exactly that, until it was used. The operator
 * restarts before every look.
 */
class ApprovalPropertiesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Something that somebody does, with a number that says which or what. */
  record Action(Kind kind, int number) {}

  enum Kind {
    EDIT_SPEC,
    EDIT_OUTSIDE,
    APPROVE_WHAT_IS_SHOWN,
    APPROVE_WHAT_WAS_SHOWN,
    APPROVE_ANYTHING,
    CHANGE_POLICY,
    CHANGE_MODE,
    LOSE_STATUS,
    PATCH_FAILS,
    PATCH_FAILS_AND_IS_APPLIED,
    GET_FAILS,
    READS_LAG,
    LOOK,
    WAIT,
    CRASH_AFTER_ACTING
  }

  /** The cluster, the API and what the model remembers. */
  private static final class World {

    private final FakeApi api =
        new FakeApi(
                "{\"prompt\": \"0\", \"number_id\": 1, \"voice\": {\"provider\": \"vapi\", \"voiceId\": \"0\"}}")
            .hiding("firstMessage");
    private final Convergence loop =
        new Convergence(api, spec(0)).under(plan("")).watched(this::shown, this::sent);
    private final Map<String, Convergence.Waiting> shown = new HashMap<>();
    private final List<String> hashes = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private boolean statusWasLost;
    private boolean isMistakable;

    private static WriteMode.OnceApproved plan(String approved) {
      return new WriteMode.OnceApproved(Optional.of(approved).filter(hash -> !hash.isEmpty()));
    }

    /** Two values of each field, in all combinations. */
    private static String spec(int number) {
      return "prompt: \"%d\"\nnumberId: %d\nfirstMessage: \"%d\"\nvoice: {provider: vapi, voiceId: \"%d\"}"
          .formatted(number & 1, 1 + (number >> 1 & 1), number >> 2 & 1, number >> 3 & 1);
    }

    private static String outside(int number) {
      return List.of(
              "{\"prompt\": \"%d\"}",
              "{\"number_id\": 1%d}",
              "{\"firstMessage\": \"%d\"}",
              "{\"voice\": {\"voiceId\": \"%d\"}}")
          .get(number & 3)
          .formatted(number >> 2 & 1);
    }

    private void shown(String hash, Convergence.Waiting change) {
      Optional.ofNullable(shown.putIfAbsent(hash, change))
          .ifPresentOrElse(
              before -> assertThat(isSame(before, change)).as("one hash, one change").isTrue(),
              () -> hashes.add(hash));
    }

    private void sent(Convergence.Waiting change) {
      switch (loop.rules().permission()) {
        case WriteMode.Always _ -> {}
        case WriteMode.Never _ -> throw new AssertionError("sent in mode Observe: " + change);
        case WriteMode.OnceApproved(Optional<String> approved) -> {
          Optional<Convergence.Waiting> wasShown = approved.map(shown::get);
          assertThat(wasShown).as("shown before").isPresent();
          assertThat(isSame(wasShown.orElseThrow(), change)).as("approved as it is").isTrue();
          assertThat(used).as("approvals that were used").doesNotContain(approved.orElseThrow());
        }
      }
    }

    private static boolean isSame(Convergence.Waiting one, Convergence.Waiting other) {
      return one.body().equals(other.body())
          && one.fields().stream()
              .allMatch(field -> one.live().field(field).equals(other.live().field(field)));
    }

    private void look() {
      Optional<String> before = lastPatch();
      loop.step();
      if (!lastPatch().equals(before)
          && loop.rules().permission() instanceof WriteMode.OnceApproved(Optional<String> hash)) {
        hash.ifPresent(used::add);
      }
      loop.pass(Duration.ofSeconds(2));
    }

    private Optional<String> lastPatch() {
      return Optional.ofNullable(loop.status().lastPatch()).map(LastPatch::time);
    }

    private Optional<String> waiting() {
      return Optional.ofNullable(loop.status().plan()).map(PlanStatus::hash);
    }

    private void happen(Action action) {
      int number = action.number();
      switch (action.kind()) {
        case EDIT_SPEC -> loop.declare(spec(number));
        case EDIT_OUTSIDE -> {
          isMistakable |= loop.status().unconverged() != null;
          api.changeOutside(outside(number));
        }
        case APPROVE_WHAT_IS_SHOWN -> waiting().ifPresent(hash -> approve(hash));
        case APPROVE_WHAT_WAS_SHOWN -> {
          if (!hashes.isEmpty()) {
            approve(hashes.get(number % hashes.size()));
          }
        }
        case APPROVE_ANYTHING -> approve("%032x".formatted(number));
        case CHANGE_POLICY -> loop.under(List.of(DriftRule.values()).get(number % 3));
        case CHANGE_MODE ->
            loop.under(
                List.of(new WriteMode.Always(), new WriteMode.Never(), plan(""), plan(""))
                    .get(number % 4));
        case LOSE_STATUS -> {
          if (number == 0) {
            loop.damage(_ -> "{}");
            statusWasLost = true;
          }
        }
        case PATCH_FAILS -> api.losingAnswers(false).failNextPatches(1);
        case PATCH_FAILS_AND_IS_APPLIED -> api.losingAnswers(true).failNextPatches(1);
        case GET_FAILS -> api.failNextGets(1 + number % 2);
        case READS_LAG -> api.lagging(Duration.ofSeconds(number));
        case LOOK -> look();
        case WAIT -> loop.pass(MINUTE);
        case CRASH_AFTER_ACTING -> loop.crash();
      }
      if (statusWasLost) {
        used.clear();
      }
    }

    private void approve(String hash) {
      if (loop.rules().permission() instanceof WriteMode.OnceApproved) {
        loop.under(plan(hash));
      }
    }

    private void calmDown() {
      api.lagging(Duration.ZERO).failNextGets(0).failNextPatches(0);
      loop.under(new SendRules(DriftRule.CORRECT, plan("")));
    }

    /**
     * The first change outside after a second PATCH that nobody saw take effect looks like what the
     * API made of it, and is held back; the next one is somebody's.
     */
    private void changeEverythingIfMistakable() {
      for (int value = 98; isMistakable && value <= 99; value++) {
        loop.run(MINUTE);
        api.changeOutside(
            "{\"prompt\": \"%1$d\", \"number_id\": %1$d, \"firstMessage\": \"%1$d\", \"voice\": {\"voiceId\": \"%1$d\"}}"
                .formatted(value));
      }
    }
  }

  @Provide
  Arbitrary<List<Action>> histories() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(Kind.values())),
            Tuple.of(
                4,
                Arbitraries.of(
                    Kind.EDIT_SPEC, Kind.EDIT_OUTSIDE, Kind.APPROVE_WHAT_IS_SHOWN, Kind.LOOK)));
    return Combinators.combine(kinds, Arbitraries.integers().between(0, 15))
        .as(Action::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void nothingIsSentThatWasNotApprovedAsItIs(@ForAll("histories") List<Action> history) {
    var world = new World();
    for (Action action : history) {
      world.happen(action);
      world.look();
    }
  }

  /** Whoever approves what is shown, and nothing else happening, gets there. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void whatIsApprovedIsApplied(@ForAll("histories") List<Action> history) {
    var world = new World();
    history.forEach(world::happen);
    world.calmDown();
    world.changeEverythingIfMistakable();
    for (int i = 0; i < 4; i++) {
      world.look();
      world.waiting().ifPresent(world::approve);
      world.loop.run(Duration.ofHours(1));
    }

    assertThat(world.loop.reason()).isEqualTo("Synced");
    assertThat(world.waiting()).isEmpty();
  }

  /** Of a PATCH whose status was never written, only what is applied tells. */
  @Example
  void anApprovalThatWasUsedBeforeACrashIsNotUsedAgain() {
    var assistant = new FakeApi("{\"prompt\": \"old\"}");
    var operator = new Convergence(assistant, "prompt: new").under(World.plan(""));
    operator.step();
    operator.under(World.plan(operator.message()));
    operator.crash();
    assertThat(assistant.patches()).hasSize(1);
    operator.step();
    assertThat(operator.reason()).isEqualTo("Synced");
    assistant.changeOutside("{\"prompt\": \"old\"}");
    operator.run(MINUTE);
    assertThat(operator.reason()).isEqualTo("AwaitingApproval");
    assertThat(assistant.patches()).hasSize(1);
  }
}
