package net.lumenia.voice.status;

import static java.util.stream.Collectors.toMap;
import static net.lumenia.voice.status.Given.NOON;
import static net.lumenia.voice.status.Given.awaitingApproval;
import static net.lumenia.voice.status.Given.check;
import static net.lumenia.voice.status.Given.failed;
import static net.lumenia.voice.status.Given.first;
import static net.lumenia.voice.status.Given.next;
import static net.lumenia.voice.status.Given.patched;
import static net.lumenia.voice.status.Given.synced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.Flapping;
import net.lumenia.voice.plan.Hold;
import net.lumenia.voice.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {

  private static final String SPEC = "firstMessage: Hi\nnumberId: 7";
  private static final CheckReport BEFORE =
      check(SPEC, "{\"firstMessage\": \"Ho\", \"number_id\": 8}");
  private static final CheckReport AFTER =
      check(SPEC, "{\"firstMessage\": \"Hi\", \"number_id\": 7}");

  @Test
  void patchCausesOneEventWithFieldNames() {
    assertThat(Notices.of(VoiceAssistantStatus.empty(), patched(BEFORE, AFTER, NOON, Set.of())))
        .containsExactly(
            new Notice(Notice.Severity.NORMAL, "Patched", "Sent firstMessage, numberId"));
  }

  @ParameterizedTest
  @CsvSource({"{}, false", "{\"firstMessage\": \"Ho\"}, true"})
  void patchThatReplacesNothingIsOnlyLogged(String live, boolean isEvent) {
    assertThat(
            Notices.of(
                VoiceAssistantStatus.empty(), patched(check(SPEC, live), AFTER, NOON, Set.of())))
        .containsExactly(
            new Notice(Notice.Severity.NORMAL, "Patched", "Sent firstMessage, numberId", isEvent));
  }

  @Test
  void correctionAndChangeCauseDifferentEvents() {
    var patched = (ReconcileResult.Patched) patched(BEFORE, AFTER, NOON, Set.of());
    var sent = patched.sent();
    var corrected =
        new ReconcileResult.SentPatch(
            new Plan.Change(sent.patch(), Set.of(Field.NUMBER_ID), Set.of(), Diff.NONE),
            NOON,
            BEFORE.live(),
            sent.writeOnly(),
            Set.of(),
            false);

    assertThat(
            Notices.of(
                VoiceAssistantStatus.empty(),
                new ReconcileResult.Patched(AFTER, corrected, Optional.empty())))
        .extracting(Notice::reason, Notice::message)
        .containsExactly(
            tuple("Patched", "Sent firstMessage"),
            tuple("DriftCorrected", "Corrected drift in numberId"));
  }

  @Test
  void failureCausesEventWhenItBeginsOrChanges() {
    ReconcileResult rejected = failed(BEFORE, Reason.REJECTED);
    ReconcileResult timeout = failed(BEFORE, Reason.TIMEOUT);

    assertThat(Notices.of(VoiceAssistantStatus.empty(), rejected))
        .extracting(Notice::severity, Notice::reason)
        .containsExactly(tuple(Notice.Severity.WARNING, "Rejected"));
    assertThat(Notices.of(first(rejected), rejected)).isEmpty();
    assertThat(Notices.of(first(rejected), timeout)).hasSize(1);
  }

  @Test
  void verifyingAndSyncedCauseNoEvent() {
    assertThat(Notices.of(VoiceAssistantStatus.empty(), failed(BEFORE, Reason.VERIFYING)))
        .isEmpty();
    assertThat(Notices.of(VoiceAssistantStatus.empty(), synced(AFTER))).isEmpty();
  }

  @Test
  void remainingDriftCausesEventWhenItBeginsOrGrows() {
    CheckReport prompt =
        tolerated("{\"firstMessage\": \"Ho\", \"number_id\": 7}", Field.FIRST_MESSAGE);
    CheckReport both =
        tolerated(
            "{\"firstMessage\": \"Ho\", \"number_id\": 8}", Field.FIRST_MESSAGE, Field.NUMBER_ID);
    VoiceAssistantStatus inSync = first(synced(AFTER));
    VoiceAssistantStatus drifted = next(inSync, synced(prompt), NOON);

    assertThat(Notices.of(inSync, synced(prompt)))
        .containsExactly(
            new Notice(
                Notice.Severity.NORMAL,
                "DriftDetected",
                "Changed outside Git and not corrected: firstMessage"));
    assertThat(Notices.of(drifted, synced(prompt))).isEmpty();
    assertThat(Notices.of(drifted, synced(both)))
        .extracting(Notice::message)
        .containsExactly("Changed outside Git and not corrected: firstMessage, numberId");
    assertThat(Notices.of(next(drifted, synced(both), NOON), synced(prompt))).isEmpty();
    assertThat(DriftAttribution.begun(inSync, synced(both)))
        .containsExactlyInAnyOrder(Field.FIRST_MESSAGE, Field.NUMBER_ID);
    assertThat(DriftAttribution.begun(drifted, synced(both))).containsExactly(Field.NUMBER_ID);
  }

  private static CheckReport tolerated(String live, Field... fields) {
    CheckReport check = check(SPEC, live);
    var found =
        new Diff(
            check.drift(),
            Stream.of(fields).collect(toMap(field -> field, _ -> Hold.IGNORED)),
            Map.of());
    return new CheckReport(check.desired(), check.live(), found);
  }

  @Test
  void changeInSpecIsNoDrift() {
    assertThat(Notices.of(VoiceAssistantStatus.empty(), synced(BEFORE))).isEmpty();
    assertThat(DriftAttribution.begun(VoiceAssistantStatus.empty(), synced(BEFORE))).isEmpty();
  }

  @Test
  void modeObserveReportsEveryDifferenceAsDrift() {
    ReconcileResult watched = new ReconcileResult.ObserveOnly(BEFORE);

    assertThat(Notices.of(VoiceAssistantStatus.empty(), watched))
        .extracting(Notice::reason, Notice::message)
        .containsExactly(
            tuple(
                "DriftDetected",
                "The live assistant differs from the spec: firstMessage, numberId"));
    assertThat(Notices.of(first(watched), watched)).isEmpty();
    assertThat(DriftAttribution.begun(first(watched), watched)).isEmpty();
  }

  @Test
  void waitingChangeCausesOneEventPerHash() {
    ReconcileResult one = waiting("one", "approve one");
    VoiceAssistantStatus waits = first(one);

    assertThat(Notices.of(VoiceAssistantStatus.empty(), one))
        .containsExactly(new Notice(Notice.Severity.NORMAL, "AwaitingApproval", "approve one"));
    assertThat(Notices.of(waits, waiting("one", "approve one; stale"))).isEmpty();
    assertThat(Notices.of(waits, waiting("two", "approve two"))).hasSize(1);
    ReconcileResult timeout = new ReconcileResult.Blocked(Given.problem(Reason.TIMEOUT));
    assertThat(Notices.of(next(waits, timeout, NOON), one)).isEmpty();
  }

  private static ReconcileResult waiting(String hash, String message) {
    return awaitingApproval(BEFORE, hash, new Problem(Reason.AWAITING_APPROVAL, message));
  }

  @ParameterizedTest
  @CsvSource({"PT30S, 30 s", "PT1M, 1 min", "PT90S, 90 s", "PT30M, 30 min"})
  void pauseOfAFlappingFieldIsInMinutesOrSeconds(Duration pause, String text) {
    var flapping = new Flapping(5, pause, Duration.ZERO);

    assertThat(ReadyMessages.flapping(Map.of(Field.PROMPT, flapping)))
        .contains(
            "prompt (corrected 5 times, next correction %s after the last one)".formatted(text));
  }

  @Test
  void accountFailureCausesEventWhenItBegins() {
    var invalid = new AccountReadiness(AccountReason.INVALID_API_KEY, "renew it");
    var ready = new AccountReadiness(AccountReason.AUTHENTICATED, "ready");
    LumeniaAccountStatus none = LumeniaAccountStatus.empty();

    assertThat(Notices.of(none, invalid)).isPresent();
    assertThat(Notices.of(none, ready)).isEmpty();
    assertThat(
            Notices.of(
                AccountStatusFactory.next(
                    none, 1, invalid, Optional.empty(), Optional.empty(), NOON),
                invalid))
        .isEmpty();
  }
}
