package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.status.FieldStatuses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user's request for a check forgets, and what it leaves as it is. */
class RequestedCheckTest {

  private static final Duration SECONDS = Duration.ofSeconds(10);
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void valueOfTheRequestIsInStatusWhenTheCheckIsDone() {
    var api = new SimulatedApi("{\"firstMessage\": \"Hi\"}");
    var operator = new SimulatedOperator(api, "firstMessage: Hi");
    operator.step();
    assertThat(operator.status().lastHandledReconcileAt()).isNull();

    operator.pass(Duration.ofMinutes(7)).request("10:00").step();

    assertThat(operator.status().lastHandledReconcileAt()).isEqualTo("10:00");
    assertThat(operator.status().lastVerifiedTime()).isEqualTo("2026-11-01T12:07:00Z");
    assertThat(operator.statusWrites()).isEqualTo(2);
    operator.run(Duration.ofMinutes(59));
    assertThat(operator.statusWrites()).isEqualTo(2);
    assertThat(api.patches()).isEmpty();
  }

  @Test
  void valueOfTheRequestIsInStatusEvenIfTheCheckFails() {
    var api = new SimulatedApi("{}").failNextGets(1);
    var operator = new SimulatedOperator(api, "firstMessage: Hi").request("10:00");

    operator.step();

    assertThat(operator.reason()).isEqualTo("Timeout");
    assertThat(operator.status().lastHandledReconcileAt()).isEqualTo("10:00");
  }

  /** The rate limiter starts the check later, with the priority of a change. */
  @Test
  void requestStaysWhileTheCallsOfTheAccountArePaused() {
    var api = new SimulatedApi("{}");
    var operator = new SimulatedOperator(api, "firstMessage: Hi").request("10:00").paused(true);
    operator.step();
    assertThat(operator.reason()).isEqualTo("Unavailable");
    assertThat(operator.status().lastHandledReconcileAt()).isNull();

    operator.paused(false).step();

    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.status().lastHandledReconcileAt()).isEqualTo("10:00");
  }

  @ParameterizedTest
  @EnumSource(DriftRule.class)
  void valueThatTheApiDidNotTakeIsSentOnceMore(DriftRule policy) {
    var api = new SimulatedApi("{\"prompt\": \"old\"}").ignoring("prompt");
    var operator = new SimulatedOperator(api, "prompt: old").under(policy).run(SECONDS);
    operator.declare("prompt: new").run(HOUR);
    assertThat(operator.reason()).isEqualTo("NotConverging");
    assertThat(api.patches()).hasSize(2);

    operator.request("10:00").run(HOUR);
    assertThat(api.patches()).hasSize(3);
    assertThat(operator.reason()).isEqualTo("NotConverging");

    api.ignoringNothing();
    operator.request("11:00").step();
    assertThat(api.patches()).hasSize(4);
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.events()).doesNotContain("DriftDetected", "DriftCorrected");
  }

  @Test
  void pausedCorrectionIsSentAtOnce() {
    var api = new SimulatedApi("{\"prompt\": \"ours\"}");
    var operator = new SimulatedOperator(api, "prompt: ours").resyncing(SECONDS);
    operator.step();
    api.reverted("{\"prompt\": \"theirs\"}", Duration.ofSeconds(5));
    operator.pass(SECONDS).run(Duration.ofMinutes(40));
    assertThat(operator.reason()).isEqualTo("Flapping");
    api.leftAlone();
    int before = api.patches().size();

    operator.request("10:00").step();

    assertThat(api.patches()).hasSize(before + 1);
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(FieldStatuses.corrections(operator.status()).get("prompt"))
        .satisfies(made -> assertThat(requireNonNull(made).pauses()).isNull());
  }

  @Test
  void rejectedPatchIsSentAgain() {
    var isRejected = new AtomicBoolean(true);
    var api =
        new SimulatedApi("{}")
            .rejecting(_ -> isRejected.get() ? Optional.of("no") : Optional.empty());
    var operator = new SimulatedOperator(api, "firstMessage: Hi").withoutRestarts();
    operator.run(Duration.ofMinutes(50));
    assertThat(api.patches()).hasSize(1);

    operator.request("10:00").run(Duration.ofMinutes(50));
    assertThat(api.patches()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("Rejected");

    isRejected.set(false);
    operator.request("11:00").step();
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void requestApprovesNothing() {
    var api = new SimulatedApi("{}").normalizing(String::strip);
    var operator =
        new SimulatedOperator(api, "prompt: \"Be kind. \"")
            .run(HOUR)
            .under(new WriteMode.OnceApproved(Optional.empty()));

    operator.request("10:00").run(HOUR);

    assertThat(operator.reason()).isEqualTo("AwaitingApproval");
    assertThat(api.patches()).hasSize(2);
    String hash = requireNonNull(requireNonNull(operator.status().plan()).hash());
    operator.under(new WriteMode.OnceApproved(Optional.of(hash))).run(HOUR);
    assertThat(api.patches()).hasSize(3);
  }

  @Test
  void requestSendsNothingInModeObserve() {
    var api = new SimulatedApi("{}");
    var operator =
        new SimulatedOperator(api, "firstMessage: Hi")
            .under(new WriteMode.Never())
            .request("10:00");

    operator.step();

    assertThat(operator.reason()).isEqualTo("Observed");
    assertThat(operator.status().lastHandledReconcileAt()).isEqualTo("10:00");
    assertThat(api.patches()).isEmpty();
  }

  /** What the policy keeps is no pause: only the spec can change that. */
  @Test
  void requestDoesNotOverwriteDriftThatThePolicyKeeps() {
    var api = new SimulatedApi("{}");
    var operator =
        new SimulatedOperator(api, "firstMessage: Hi").under(DriftRule.REPORT).run(SECONDS);
    api.edit("{\"firstMessage\": \"Hello\"}");

    operator.request("10:00").run(HOUR);

    assertThat(operator.reason()).isEqualTo("DriftReported");
    assertThat(FieldStatuses.states(operator.status()))
        .containsExactly(entry("firstMessage", "DriftReported"));
    assertThat(api.patches()).hasSize(1);
  }
}
