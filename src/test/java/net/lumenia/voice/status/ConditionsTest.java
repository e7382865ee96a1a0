package net.lumenia.voice.status;

import static net.lumenia.voice.status.Given.NOON;
import static net.lumenia.voice.status.Given.check;
import static net.lumenia.voice.status.Given.condition;
import static net.lumenia.voice.status.Given.failed;
import static net.lumenia.voice.status.Given.first;
import static net.lumenia.voice.status.Given.next;
import static net.lumenia.voice.status.Given.problem;
import static net.lumenia.voice.status.Given.since;
import static net.lumenia.voice.status.Given.synced;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** kstatus: Ready, and exactly one of Stalled and Reconciling while Ready is False. */
class ConditionsTest {

  private static final CheckReport EQUAL = check("firstMessage: Hi", "{\"firstMessage\": \"Hi\"}");
  private static final CheckReport DIFFERENT =
      check("firstMessage: Hi", "{\"firstMessage\": \"Ho\"}");

  @ParameterizedTest
  @CsvSource({
    "INVALID_SPEC, Stalled, Reconciling",
    "CATALOG_VIOLATION, Stalled, Reconciling",
    "FORBIDDEN, Stalled, Reconciling",
    "ASSISTANT_NOT_FOUND, Stalled, Reconciling",
    "REJECTED, Stalled, Reconciling",
    "NOT_CONVERGING, Stalled, Reconciling",
    "ACCOUNT_NOT_FOUND, Reconciling, Stalled",
    "ACCOUNT_NOT_READY, Reconciling, Stalled",
    "RATE_LIMITED, Reconciling, Stalled",
    "UNAVAILABLE, Reconciling, Stalled",
    "TIMEOUT, Reconciling, Stalled",
    "BAD_RESPONSE, Reconciling, Stalled",
    "VERIFYING, Reconciling, Stalled",
  })
  void everyReasonSetsStalledOrReconciling(Reason reason, String present, String absent) {
    VoiceAssistantStatus status = first(new ReconcileResult.Blocked(problem(reason)));

    assertThat(condition(status, "Ready")).isEqualTo("False " + reason.text());
    assertThat(condition(status, present)).isEqualTo("True " + reason.text());
    assertThat(condition(status, absent)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SYNCED", "OBSERVED", "DRIFT_REPORTED"})
  void readyRemovesStalledAndReconciling(Reason reason) {
    VoiceAssistantStatus status = next(first(failed(DIFFERENT, reason)), synced(EQUAL), NOON);

    assertThat(condition(status, "Ready")).isEqualTo("True Synced");
    assertThat(condition(status, "Drifted")).isEqualTo("False NoDrift");
    assertThat(status.conditions()).hasSize(2);
  }

  @Test
  void transitionTimeMovesOnlyWithStatus() {
    VoiceAssistantStatus timeout = first(failed(DIFFERENT, Reason.TIMEOUT));
    VoiceAssistantStatus unavailable =
        next(timeout, failed(DIFFERENT, Reason.UNAVAILABLE), NOON.plusSeconds(60));
    VoiceAssistantStatus rejected =
        next(unavailable, failed(DIFFERENT, Reason.REJECTED), NOON.plusSeconds(120));
    VoiceAssistantStatus synced = next(rejected, synced(EQUAL), NOON.plusSeconds(180));

    assertThat(since(unavailable, "Ready")).isEqualTo("2026-11-01T12:00:00Z");
    assertThat(since(unavailable, "Reconciling")).isEqualTo("2026-11-01T12:00:00Z");
    assertThat(since(rejected, "Ready")).isEqualTo("2026-11-01T12:00:00Z");
    assertThat(since(rejected, "Stalled")).isEqualTo("2026-11-01T12:02:00Z");
    assertThat(since(synced, "Ready")).isEqualTo("2026-11-01T12:03:00Z");
    assertThat(since(synced, "Drifted")).isEqualTo("2026-11-01T12:03:00Z");
  }

  @Test
  void driftedIsUnknownUntilLiveIsRead() {
    ReconcileResult timeout = new ReconcileResult.Blocked(problem(Reason.TIMEOUT));
    VoiceAssistantStatus blocked = first(timeout);

    assertThat(condition(blocked, "Drifted")).isEqualTo("Unknown LiveUnknown");
    assertThat(condition(next(blocked, timeout, NOON), "Drifted")).isEqualTo("Unknown LiveUnknown");
    assertThat(condition(next(blocked, synced(EQUAL), NOON), "Drifted")).isEqualTo("False NoDrift");
  }

  @Test
  void driftedIsUnknownForNewGeneration() {
    ReconcileResult timeout = new ReconcileResult.Blocked(problem(Reason.TIMEOUT));
    VoiceAssistantStatus edited = at(4, first(synced(EQUAL)), timeout, NOON.plusSeconds(60));

    assertThat(condition(edited, "Drifted")).isEqualTo("Unknown LiveUnknown");
    assertThat(since(edited, "Drifted")).isEqualTo("2026-11-01T12:01:00Z");
    assertThat(Conditions.find(edited.conditions(), "Drifted").orElseThrow().observedGeneration())
        .isEqualTo(4);
    assertThat(at(4, edited, timeout, NOON.plusSeconds(90)).conditions())
        .isEqualTo(edited.conditions());
  }

  private static VoiceAssistantStatus at(
      long generation, VoiceAssistantStatus previous, ReconcileResult result, Instant now) {
    return StatusFactory.next(
        previous, ReconciledSpec.unreadable(generation), result, now, Timing.DEFAULT);
  }

  @Test
  void driftedStaysWhileLiveCannotBeRead() {
    VoiceAssistantStatus drifted = first(failed(DIFFERENT, Reason.REJECTED));
    VoiceAssistantStatus blocked =
        next(drifted, new ReconcileResult.Blocked(problem(Reason.TIMEOUT)), NOON.plusSeconds(60));

    assertThat(condition(blocked, "Drifted")).isEqualTo("True LiveDiffers");
    assertThat(blocked.drift()).isEqualTo(drifted.drift());
    assertThat(blocked.assistant()).isEqualTo(drifted.assistant());
    assertThat(blocked.fields()).isEqualTo(drifted.fields());
  }
}
