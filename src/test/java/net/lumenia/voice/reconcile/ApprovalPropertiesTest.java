package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
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
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.status.FieldStatuses;

/**
 * In mode Plan no change is sent without its approval, in any order of edits, dashboard changes,
 * restarts and approvals. The model does not know how a hash is made. It remembers the change that
 * was shown with each hash: an approval is valid for exactly that change, once. The operator
 * restarts before every reconcile.
 */
class ApprovalPropertiesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What happens before a reconcile, with a number that selects a variant. */
  record Action(Kind kind, int number) {}

  enum Kind {
    EDIT_SPEC,
    EDIT_LIVE,
    APPROVE_WHAT_IS_SHOWN,
    APPROVE_WHAT_WAS_SHOWN,
    APPROVE_ANYTHING,
    CHANGE_POLICY,
    CHANGE_MODE,
    LOSE_STATUS,
    PATCH_FAILS,
    PATCH_IS_APPLIED_AND_FAILS,
    GET_FAILS,
    NUMBER_IS_TAKEN,
    REQUEST_CHECK,
    READS_LAG,
    RECONCILE,
    WAIT,
    CRASH_AFTER_ACTING
  }

  /** The cluster, the API and what the model remembers. */
  private static final class World {

    private final SimulatedApi api =
        new SimulatedApi(
                "{\"prompt\": \"0\", \"number_id\": 1, \"voice\": {\"provider\": \"vapi\", \"voiceId\": \"0\"}}")
            .hiding("firstMessage")
            .rejecting(
                body ->
                    body.has("number_id") && this.isNumberTaken
                        ? Optional.of("the number is taken")
                        : Optional.empty());
    private final SimulatedOperator operator =
        new SimulatedOperator(api, spec(0)).under(plan("")).observed(this::shown, this::sent);
    private final Map<String, ProposedPatch> shown = new HashMap<>();
    private final List<String> hashes = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private boolean statusWasLost;
    private boolean isMistakable;
    private boolean isNumberTaken;

    private static WriteMode.OnceApproved plan(String approved) {
      return new WriteMode.OnceApproved(Optional.of(approved).filter(hash -> !hash.isEmpty()));
    }

    /** Two values of each field, in all combinations. */
    private static String spec(int number) {
      return "prompt: \"%d\"\nnumberId: %d\nfirstMessage: \"%d\"\nvoice: {provider: vapi, voiceId: \"%d\"}"
          .formatted(number & 1, 1 + (number >> 1 & 1), number >> 2 & 1, number >> 3 & 1);
    }

    private static String edited(int number) {
      return List.of(
              "{\"prompt\": \"%d\"}",
              "{\"number_id\": 1%d}",
              "{\"firstMessage\": \"%d\"}",
              "{\"voice\": {\"voiceId\": \"%d\"}}")
          .get(number & 3)
          .formatted(number >> 2 & 1);
    }

    private void shown(String hash, ProposedPatch change) {
      Optional.ofNullable(shown.putIfAbsent(hash, change))
          .ifPresentOrElse(
              before -> assertThat(isSame(before, change)).as("one hash, one change").isTrue(),
              () -> hashes.add(hash));
    }

    private void sent(ProposedPatch change) {
      switch (operator.rules().permission()) {
        case WriteMode.Always _ -> {}
        case WriteMode.Never _ -> throw new AssertionError("sent in mode Observe: " + change);
        case WriteMode.OnceApproved(Optional<String> approved) -> {
          Optional<ProposedPatch> wasShown = approved.map(shown::get);
          assertThat(wasShown).as("shown before").isPresent();
          assertThat(isSame(wasShown.orElseThrow(), change) || isRest(wasShown.get(), change))
              .as("approved as it is")
              .isTrue();
          assertThat(used).as("used approvals").doesNotContain(approved.orElseThrow());
        }
      }
    }

    /** Nothing waits for a number that the API rejects. */
    private boolean isRest(ProposedPatch approved, ProposedPatch change) {
      return isNumberTaken && isSame(approved.withoutNumber(), change);
    }

    private static boolean isSame(ProposedPatch one, ProposedPatch other) {
      return one.body().equals(other.body())
          && one.fields().stream()
              .allMatch(field -> one.live().field(field).equals(other.live().field(field)));
    }

    private void reconcile() {
      Optional<String> before = lastPatch();
      operator.step();
      if (!lastPatch().equals(before)
          && operator.rules().permission()
              instanceof WriteMode.OnceApproved(Optional<String> hash)) {
        hash.ifPresent(used::add);
      }
      operator.pass(Duration.ofSeconds(2));
    }

    private Optional<String> lastPatch() {
      return Optional.ofNullable(operator.status().lastPatch()).map(LastPatch::time);
    }

    private Optional<String> waiting() {
      return Optional.ofNullable(operator.status().plan()).map(PlanStatus::hash);
    }

    private void happen(Action action) {
      int number = action.number();
      switch (action.kind()) {
        case EDIT_SPEC -> operator.declare(spec(number));
        case EDIT_LIVE -> {
          isMistakable |= FieldStatuses.states(operator.status()).containsValue("NotConverging");
          api.edit(edited(number));
        }
        case APPROVE_WHAT_IS_SHOWN -> waiting().ifPresent(hash -> approve(hash));
        case APPROVE_WHAT_WAS_SHOWN -> {
          if (!hashes.isEmpty()) {
            approve(hashes.get(number % hashes.size()));
          }
        }
        case APPROVE_ANYTHING -> approve("%032x".formatted(number));
        case CHANGE_POLICY -> operator.under(List.of(DriftRule.values()).get(number % 3));
        case CHANGE_MODE ->
            operator.under(
                List.of(new WriteMode.Always(), new WriteMode.Never(), plan(""), plan(""))
                    .get(number % 4));
        case LOSE_STATUS -> {
          if (number == 0) {
            operator.damage(_ -> "{}");
            statusWasLost = true;
          }
        }
        case PATCH_FAILS -> api.losingAnswers(false).failNextPatches(1);
        case PATCH_IS_APPLIED_AND_FAILS -> api.losingAnswers(true).failNextPatches(1);
        case NUMBER_IS_TAKEN -> isNumberTaken = number % 3 > 0;
        case REQUEST_CHECK -> operator.request(Integer.toString(number));
        case GET_FAILS -> api.failNextGets(1 + number % 2);
        case READS_LAG -> api.lagging(Duration.ofSeconds(number));
        case RECONCILE -> reconcile();
        case WAIT -> operator.pass(MINUTE);
        case CRASH_AFTER_ACTING -> operator.crash();
      }
      if (statusWasLost) {
        used.clear();
      }
    }

    private void approve(String hash) {
      if (operator.rules().permission() instanceof WriteMode.OnceApproved) {
        operator.under(plan(hash));
      }
    }

    private void calmDown() {
      isNumberTaken = false;
      api.lagging(Duration.ZERO).failNextGets(0).failNextPatches(0);
      operator.under(new SendRules(DriftRule.CORRECT, plan("")));
    }

    /**
     * The first live change after a second PATCH whose effect was never seen looks like what the
     * API made of that PATCH, and is held back. The next live change is another writer's.
     */
    private void changeEverythingIfMistakable() {
      for (int value = 98; isMistakable && value <= 99; value++) {
        operator.run(MINUTE);
        api.edit(
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
                    Kind.EDIT_SPEC, Kind.EDIT_LIVE, Kind.APPROVE_WHAT_IS_SHOWN, Kind.RECONCILE)));
    return Combinators.combine(kinds, Arbitraries.integers().between(0, 15))
        .as(Action::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void onlyApprovedChangesAreSent(@ForAll("histories") List<Action> history) {
    var world = new World();
    for (Action action : history) {
      world.happen(action);
      world.reconcile();
    }
  }

  /** If nothing else happens, the approval of each shown change leads to sync. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void approvedChangesAreApplied(@ForAll("histories") List<Action> history) {
    var world = new World();
    history.forEach(world::happen);
    world.calmDown();
    world.changeEverythingIfMistakable();
    for (int i = 0; i < 4; i++) {
      world.reconcile();
      world.waiting().ifPresent(world::approve);
      world.operator.run(Duration.ofHours(1));
    }

    assertThat(world.operator.reason()).isEqualTo("Synced");
    assertThat(world.waiting()).isEmpty();
  }

  /** The status of the PATCH was never written, so only the applied values tell of it. */
  @Example
  void approvalThatWasUsedBeforeACrashIsNotUsedAgain() {
    var assistant = new SimulatedApi("{\"prompt\": \"old\"}");
    var operator = new SimulatedOperator(assistant, "prompt: new").under(World.plan(""));
    operator.step();
    operator.under(World.plan(requireNonNull(requireNonNull(operator.status().plan()).hash())));
    operator.crash();
    assertThat(assistant.patches()).hasSize(1);
    operator.step();
    assertThat(operator.reason()).isEqualTo("Synced");
    assistant.edit("{\"prompt\": \"old\"}");
    operator.run(MINUTE);
    assertThat(operator.reason()).isEqualTo("AwaitingApproval");
    assertThat(assistant.patches()).hasSize(1);
  }
}
