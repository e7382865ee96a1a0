package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.FieldKind;
import net.lumenia.voice.plan.PolicyCase;
import net.lumenia.voice.plan.WriteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table {@code policies.txt}, for every kind of field. */
class PolicyCasesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  static List<PolicyCase> table() {
    return PolicyCase.all();
  }

  @Test
  void everyCombinationHasARow() {
    List<String> situations =
        table().stream().map(row -> row.applied() + row.spec() + row.live()).distinct().toList();
    assertThat(table().stream().map(row -> row.mode() + row.policy() + situation(row)))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("Apply", "Plan", "Observe")
                .flatMap(mode -> Stream.of("Correct", "Report", "Refuse").map(mode::concat))
                .flatMap(rules -> situations.stream().map(rules::concat))
                .collect(Collectors.toList()));
    assertThat(situations).hasSize(16);
  }

  private static String situation(PolicyCase row) {
    return row.applied() + row.spec() + row.live();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void nextReconcileDoesWhatTheTableSays(PolicyCase row) {
    for (FieldKind kind : FieldKind.values()) {
      if (kind.has(row)) {
        check(kind, row);
      }
    }
  }

  private static void check(FieldKind kind, PolicyCase row) {
    var api =
        row.live().equals("hidden")
            ? new SimulatedApi("{}").hiding(kind.apiName())
            : new SimulatedApi(kind.live("X"));
    SimulatedOperator operator = arranged(kind, row, api);
    int before = api.patches().size();
    operator.under(row.rules()).step();

    assertThat(api.patches().size() - before).as("%s sent", kind).isEqualTo(row.sent() ? 1 : 0);
    assertThat(operator.reason()).as("%s reason", kind).isEqualTo(row.ready());
    assertThat(!operator.drift().isEmpty()).as("%s drift", kind).isEqualTo(row.drift());
    assertThat(operator.status().plan() != null).isEqualTo(row.ready().equals("AwaitingApproval"));
    operator.step();
    assertThat(operator.reason()).as("%s reason at the next check", kind).isEqualTo(row.ready());
    if (row.ready().equals("AwaitingApproval")) {
      checkApproval(kind, operator, api, before);
    }
  }

  private static SimulatedOperator arranged(FieldKind kind, PolicyCase row, SimulatedApi api) {
    var operator = new SimulatedOperator(api, kind.spec("A"));
    if (!row.applied().equals("none")) {
      operator.run(MINUTE);
    }
    if (row.applied().equals("damaged")) {
      operator.damage(
          status -> status.replaceAll("\"applied\":\\{[^}]*}", "\"applied\":{\"value\":\"?\"}"));
    }
    if (!row.live().equals("hidden")) {
      api.overwrite(kind.live(row.live()));
    }
    return operator.declare(kind.spec(row.spec()));
  }

  private static void checkApproval(
      FieldKind kind, SimulatedOperator operator, SimulatedApi api, int before) {
    String hash = requireNonNull(requireNonNull(operator.status().plan()).hash());
    operator.under(new WriteMode.OnceApproved(Optional.of(hash))).run(MINUTE);
    assertThat(api.patches().size() - before).as("%s sent after approval", kind).isEqualTo(1);
    assertThat(operator.reason()).as("%s reason after approval", kind).isEqualTo("Synced");
    assertThat(operator.status().plan()).isNull();
  }

  /** Only a value that would be sent is a violation. */
  @ParameterizedTest
  @EnumSource(DriftRule.class)
  void partialVoiceWithoutLiveVoiceIsAViolationOnlyIfItWouldBeSent(DriftRule policy) {
    var api = new SimulatedApi(FieldKind.PARTIAL_VOICE.live("A"));
    var operator =
        new SimulatedOperator(api, FieldKind.PARTIAL_VOICE.spec("A")).run(MINUTE).under(policy);
    api.overwrite("{\"voice\": null}");
    operator.step();
    assertThat(operator.reason())
        .isEqualTo(policy == DriftRule.CORRECT ? "CatalogViolation" : "DriftReported");

    operator.declare(FieldKind.PARTIAL_VOICE.spec("B")).step();
    assertThat(operator.reason()).isEqualTo("CatalogViolation");

    operator.under(new WriteMode.Never()).step();
    assertThat(operator.reason()).isEqualTo("Observed");
    assertThat(api.patches()).isEmpty();
  }
}
