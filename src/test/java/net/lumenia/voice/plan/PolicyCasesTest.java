package net.lumenia.voice.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  void theNextLookDoesWhatTheTableSays(PolicyCase row) {
    for (FieldKind kind : FieldKind.values()) {
      if (kind.has(row)) {
        check(kind, row);
      }
    }
  }

  private static void check(FieldKind kind, PolicyCase row) {
    var api =
        row.live().equals("hidden")
            ? new FakeApi("{}").hiding(kind.apiName())
            : new FakeApi(kind.live("X"));
    Convergence loop = arranged(kind, row, api);
    int before = api.patches().size();
    loop.under(row.rules()).step();

    assertThat(api.patches().size() - before).as("%s sent", kind).isEqualTo(row.sent() ? 1 : 0);
    assertThat(loop.reason()).as("%s reason", kind).isEqualTo(row.ready());
    assertThat(!loop.drift().isEmpty()).as("%s drift", kind).isEqualTo(row.drift());
    assertThat(loop.status().plan() != null).isEqualTo(row.ready().equals("AwaitingApproval"));
    loop.step();
    assertThat(loop.reason()).as("%s reason at the next look", kind).isEqualTo(row.ready());
    if (row.ready().equals("AwaitingApproval")) {
      checkApproval(kind, loop, api, before);
    }
  }

  private static Convergence arranged(FieldKind kind, PolicyCase row, FakeApi api) {
    var loop = new Convergence(api, kind.spec("A"));
    if (!row.applied().equals("none")) {
      loop.run(MINUTE);
    }
    if (row.applied().equals("damaged")) {
      loop.damage(status -> status.replaceAll("(\"applied\":\\{\"\\w+\":\")\\w+", "$1?"));
    }
    if (!row.live().equals("hidden")) {
      api.become(kind.live(row.live()));
    }
    return loop.declare(kind.spec(row.spec()));
  }

  private static void checkApproval(FieldKind kind, Convergence loop, FakeApi api, int before) {
    String hash = requireNonNull(requireNonNull(loop.status().plan()).hash());
    loop.under(new WriteMode.OnceApproved(Optional.of(hash))).run(MINUTE);
    assertThat(api.patches().size() - before).as("%s sent after approval", kind).isEqualTo(1);
    assertThat(loop.reason()).as("%s reason after approval", kind).isEqualTo("Synced");
    assertThat(loop.status().plan()).isNull();
  }

  /** What would be sent is refused; what is left alone is not. */
  @ParameterizedTest
  @EnumSource(DriftRule.class)
  void aPartialVoiceOfNothingIsAViolationOnlyWhereItWouldBeSent(DriftRule policy) {
    var api = new FakeApi(FieldKind.PARTIAL_VOICE.live("A"));
    var loop = new Convergence(api, FieldKind.PARTIAL_VOICE.spec("A")).run(MINUTE).under(policy);
    api.become("{\"voice\": null}");
    loop.step();
    assertThat(loop.reason())
        .isEqualTo(policy == DriftRule.CORRECT ? "CatalogViolation" : "DriftReported");

    loop.declare(FieldKind.PARTIAL_VOICE.spec("B")).step();
    assertThat(loop.reason()).isEqualTo("CatalogViolation");

    loop.under(new WriteMode.Never()).step();
    assertThat(loop.reason()).isEqualTo("Observed");
    assertThat(api.patches()).isEmpty();
  }
}
