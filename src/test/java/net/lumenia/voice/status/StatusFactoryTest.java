package net.lumenia.voice.status;

import static java.util.Objects.requireNonNull;
import static net.lumenia.voice.status.Given.NOON;
import static net.lumenia.voice.status.Given.awaitingApproval;
import static net.lumenia.voice.status.Given.check;
import static net.lumenia.voice.status.Given.condition;
import static net.lumenia.voice.status.Given.failed;
import static net.lumenia.voice.status.Given.first;
import static net.lumenia.voice.status.Given.json;
import static net.lumenia.voice.status.Given.next;
import static net.lumenia.voice.status.Given.patched;
import static net.lumenia.voice.status.Given.problem;
import static net.lumenia.voice.status.Given.reread;
import static net.lumenia.voice.status.Given.synced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.FieldStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusFactoryTest {

  private static final CheckReport EQUAL = check("firstMessage: Hi", "{\"firstMessage\": \"Hi\"}");
  private static final CheckReport DIFFERENT =
      check("firstMessage: Hi\nnumberId: 7", "{\"firstMessage\": \"Ho\", \"number_id\": 8}");

  static Stream<ReconcileResult> results() {
    return Stream.of(
        synced(EQUAL),
        failed(DIFFERENT, Reason.REJECTED),
        failed(DIFFERENT, Reason.VERIFYING),
        new ReconcileResult.Blocked(problem(Reason.INVALID_SPEC)),
        synced(check("fallbackVoices: []", "{\"fallbackVoices\": [], \"voice\": {\"x\": 1}}")),
        new ReconcileResult.ObserveOnly(DIFFERENT),
        synced(DIFFERENT),
        waiting(),
        patched(DIFFERENT, DIFFERENT, NOON, Set.of()));
  }

  private static ReconcileResult waiting() {
    return awaitingApproval(DIFFERENT, "0123456789abcdef", problem(Reason.AWAITING_APPROVAL));
  }

  @Test
  void waitingChangeIsShownWhileItWaits() {
    VoiceAssistantStatus waits = first(waiting());

    assertThat(waits.plan())
        .isEqualTo(new PlanStatus("0123456789abcdef", List.of("firstMessage", "numberId")));
    assertThat(condition(waits, "Stalled")).isEqualTo("True AwaitingApproval");
    assertThat(next(waits, failed(DIFFERENT, Reason.TIMEOUT), NOON).plan()).isNull();
    assertThat(next(waits, new ReconcileResult.Blocked(problem(Reason.TIMEOUT)), NOON).plan())
        .isEqualTo(waits.plan());
  }

  @Test
  void readyButDifferentIsNotVerified() {
    VoiceAssistantStatus watched = first(new ReconcileResult.ObserveOnly(DIFFERENT));
    VoiceAssistantStatus reported = first(synced(DIFFERENT));

    assertThat(condition(watched, "Ready")).isEqualTo("True Observed");
    assertThat(condition(watched, "Drifted")).isEqualTo("True LiveDiffers");
    assertThat(watched.lastVerifiedTime()).isNull();
    assertThat(condition(reported, "Ready")).isEqualTo("True DriftReported");
    assertThat(reported.lastVerifiedTime()).isNull();
    assertThat(first(new ReconcileResult.ObserveOnly(EQUAL)).lastVerifiedTime()).isNotNull();
  }

  @Test
  void driftSaysWhetherItWasMadeOutsideGit() {
    VoiceAssistantStatus synced =
        first(
            synced(
                check(
                    "firstMessage: Hi\nnumberId: 8",
                    "{\"firstMessage\": \"Hi\", \"number_id\": 8}")));
    VoiceAssistantStatus drifted = next(synced, failed(DIFFERENT, Reason.TIMEOUT), NOON);
    VoiceAssistantStatus sent = next(synced, patched(DIFFERENT, DIFFERENT, NOON, Set.of()), NOON);

    assertThat(drifted.drift())
        .extracting(entry -> entry.field() + " " + entry.outside())
        .containsExactly("firstMessage true", "numberId null");
    assertThat(sent.drift()).allSatisfy(entry -> assertThat(entry.outside()).isNull());
  }

  @ParameterizedTest
  @MethodSource("results")
  void sameResultTwiceGivesSameStatus(ReconcileResult result) {
    VoiceAssistantStatus once = first(result);

    assertThat(next(once, result, NOON.plus(Duration.ofMinutes(59)))).isEqualTo(once);
  }

  @Test
  void errorWithOtherRequestIdIsWrittenOnlyWithOtherChanges() {
    ReconcileResult one = timeout(DIFFERENT, "down, request 1a2b3c4d");
    ReconcileResult other = timeout(DIFFERENT, "down, request 5e6f7a8b");
    VoiceAssistantStatus status = first(one);

    assertThat(next(status, other, NOON.plusSeconds(60))).isEqualTo(status);
    assertThat(Notices.of(status, other)).isEmpty();
    assertThat(message(next(status, timeout(EQUAL, "down, request 5e6f7a8b"), NOON)))
        .isEqualTo("down, request 5e6f7a8b");
    assertThat(
            message(
                StatusFactory.next(
                    status,
                    new ReconciledSpec(4, Optional.of(new WorkspaceSlug("61")), Optional.empty()),
                    other,
                    NOON,
                    Timing.DEFAULT)))
        .isEqualTo("down, request 5e6f7a8b");
    assertThat(message(next(status, timeout(DIFFERENT, "down"), NOON))).isEqualTo("down");
  }

  @Test
  void readErrorWithOtherTimeIsNotWritten() {
    VoiceAssistantStatus status =
        first(new ReconcileResult.Blocked(new Problem(Reason.UNAVAILABLE, "down since 12:00:00")));

    assertThat(
            next(
                status,
                new ReconcileResult.Blocked(new Problem(Reason.UNAVAILABLE, "down since 12:00:01")),
                NOON.plusSeconds(60)))
        .isEqualTo(status);
  }

  private static ReconcileResult timeout(CheckReport check, String message) {
    return new ReconcileResult.Unchanged(check, Optional.of(new Problem(Reason.TIMEOUT, message)));
  }

  private static String message(VoiceAssistantStatus status) {
    return Conditions.find(status.conditions(), Conditions.READY).orElseThrow().message();
  }

  @Test
  void verifiedTimeIsRefreshedHourlyAndWithEveryChange() {
    VoiceAssistantStatus once = first(synced(EQUAL));
    VoiceAssistantStatus hourLater = next(once, synced(EQUAL), NOON.plusSeconds(3600));
    CheckReport more = check("firstMessage: Hi", "{\"firstMessage\": \"Hi\", \"number_id\": 3}");
    VoiceAssistantStatus changed = next(once, synced(more), NOON.plusSeconds(60));
    VoiceAssistantStatus failed =
        next(once, failed(DIFFERENT, Reason.TIMEOUT), NOON.plusSeconds(9));

    assertThat(once.lastVerifiedTime()).isEqualTo("2026-11-01T12:00:00Z");
    assertThat(hourLater.lastVerifiedTime()).isEqualTo("2026-11-01T13:00:00Z");
    assertThat(changed.lastVerifiedTime()).isEqualTo("2026-11-01T12:01:00Z");
    assertThat(failed.lastVerifiedTime()).isEqualTo("2026-11-01T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "",
        "2026-11-01",
        "2031-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z",
      })
  void impossibleTimeIsReplaced(String time) {
    VoiceAssistantStatus damaged =
        reread(json(first(synced(EQUAL))).replace("2026-11-01T12:00:00Z", time));

    VoiceAssistantStatus status = next(damaged, synced(EQUAL), NOON);

    assertThat(status.lastVerifiedTime()).isEqualTo("2026-11-01T12:00:00Z");
  }

  @Test
  void damagedTimesAreNotWrittenAgain() {
    VoiceAssistantStatus waiting = first(patched(DIFFERENT, DIFFERENT, NOON, Set.of()));
    VoiceAssistantStatus damaged =
        reread(json(waiting).replaceAll("2026-11-01T12:00:00[^\"]*", "noon"));

    String status = json(next(damaged, failed(DIFFERENT, Reason.VERIFYING), NOON));

    assertThat(status).doesNotContain("noon").contains("2026-11-01T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fields\": {\"colour\": {\"state\": \"InSync\"}, \"voice\": null}}",
        "{\"fields\": {\"firstMessage\": {\"state\": \"Blue\", \"applied\": {\"value\": null}}}}",
        "{\"fields\": {\"firstMessage\": {\"unreported\": true, \"unreportedKeys\": [null]}}}",
        "{\"conditions\": [null, {}], \"drift\": [null, {}], \"summary\": {}}",
        "{\"fields\": {\"firstMessage\": {\"state\": \"NotConverging\"}}}",
        "{\"fields\": {\"firstMessage\": {\"state\": \"Verifying\"}}}",
        "{\"lastPatch\": {\"time\": \"x\", \"fields\": [null, \"colour\"]}}",
        "{\"fields\": {\"firstMessage\": {\"corrections\": {\"pauses\": 3}}}}",
        "{\"fields\": {\"firstMessage\": {\"corrections\": {\"recent\": [\"?\", null]}}}}",
        "{\"fields\": {\"firstMessage\": {\"corrections\": {\"recent\": [\"2031-01-01T00:00:00Z\"]}}}}",
        "{\"fields\": [1]}",
        "{\"fields\": {\"firstMessage\": 5}}",
        "{\"conditions\": {\"Ready\": true}}",
        "[]",
        "null",
      })
  void damagedPartsOfStatusAreDropped(String damaged) {
    VoiceAssistantStatus status = next(reread(damaged), synced(EQUAL), NOON);

    assertThat(condition(status, "Ready")).isEqualTo("True Synced");
    assertThat(status.fields())
        .containsExactly(
            entry(
                "firstMessage",
                new FieldStatus(
                    "InSync",
                    AppliedValue.of(new Value.Text("Hi")).hashes(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)));
  }

  @Test
  void driftKeepsTimeWhenItWasFirstSeen() {
    VoiceAssistantStatus first =
        first(failed(check("numberId: 7", "{\"number_id\": 8}"), Reason.REJECTED));
    VoiceAssistantStatus second =
        next(first, failed(DIFFERENT, Reason.REJECTED), NOON.plusSeconds(60));

    assertThat(second.drift())
        .extracting(entry -> entry.field() + " since " + entry.since())
        .containsExactly(
            "firstMessage since 2026-11-01T12:01:00Z", "numberId since 2026-11-01T12:00:00Z");
  }

  @Test
  void textsAreShownAsDigests() {
    CheckReport check =
        check(
            "prompt: \"secret of Git 👋\"\nfirstMessage: hidden greeting",
            "{\"prompt\": \"secret of the API\", \"firstMessage\": \"live greeting\"}");

    String status = json(first(failed(check, Reason.REJECTED)));

    assertThat(status)
        .doesNotContain("secret", "greeting")
        .contains("\"desired\":\"15 chars, sha256:", "\"live\":\"17 chars, sha256:");
  }

  @Test
  void statusCarriesGenerationOfSpec() {
    VoiceAssistantStatus status = first(patched(DIFFERENT, EQUAL, NOON, Set.of()));

    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.conditions()).extracting(Condition::observedGeneration).containsOnly(3L);
    assertThat(lastPatch(status).generation()).isEqualTo(3);
    assertThat(lastPatch(status).fields()).containsExactly("firstMessage", "numberId");
    assertThat(FieldStatuses.states(status).values()).containsOnly("InSync");
  }

  /** Its correction could not be sent, so it was not in sync for that long. */
  @Test
  void fieldThatDriftsKeepsFlapping() {
    VoiceAssistantStatus flapping =
        reread(
            "{\"fields\": {\"firstMessage\": {\"applied\": {\"value\": \"%s\"}, \"corrections\": {\"recent\": [\"2026-11-01T09:00:00Z\"], \"pauses\": 3}}}}"
                .formatted(AppliedValue.of(new Value.Text("Hi")).hashes().get(AppliedValue.WHOLE)));

    VoiceAssistantStatus drifting = next(flapping, failed(DIFFERENT, Reason.REJECTED), NOON);
    VoiceAssistantStatus synced = next(flapping, synced(EQUAL), NOON);

    assertThat(FieldStatuses.corrections(drifting)).containsOnlyKeys("firstMessage");
    assertThat(FieldStatuses.corrections(synced)).isEmpty();
  }

  @Test
  void changedFieldsArePendingWhileTheAssistantCannotBeRead() {
    AssistantConfig edited = Readings.config("firstMessage: Hi\nprompt: Be brief.");
    VoiceAssistantStatus waiting =
        StatusFactory.next(
            first(synced(EQUAL)),
            new ReconciledSpec(4, Optional.empty(), Optional.of(edited)),
            new ReconcileResult.Blocked(problem(Reason.ACCOUNT_NOT_READY)),
            NOON,
            Timing.DEFAULT);

    assertThat(FieldStatuses.states(waiting))
        .containsOnly(entry("firstMessage", "InSync"), entry("prompt", "Pending"));
  }

  @Test
  void unprovenFieldsAreVerifying() {
    CheckReport half = check("firstMessage: Hi\nnumberId: 7", "{\"firstMessage\": \"Hi\"}");

    VoiceAssistantStatus status = first(patched(DIFFERENT, half, NOON, Set.of()));
    VoiceAssistantStatus blocked =
        next(status, new ReconcileResult.Blocked(problem(Reason.TIMEOUT)), NOON.plusSeconds(1));

    assertThat(FieldStatuses.states(status))
        .containsOnly(entry("firstMessage", "InSync"), entry("numberId", "Verifying"));
    assertThat(Memory.sinceUnprovenPatch(blocked, NOON.plusSeconds(2)))
        .isEqualTo(Optional.of(Duration.ofSeconds(2)));
  }

  @Test
  void unreportedPartsAreListedWhileUnreported() {
    CheckReport hidden = check("numberId: 7", "{}");
    ReconcileResult sent =
        patched(
            hidden,
            new CheckReport(hidden.desired(), hidden.live(), Diff.NONE),
            NOON,
            Set.of("numberId"));
    VoiceAssistantStatus status = first(sent);
    VoiceAssistantStatus shown =
        next(status, synced(check("numberId: 7", "{\"number_id\": 7}")), NOON);

    assertThat(FieldStatuses.unreported(status)).containsExactly("numberId");
    assertThat(condition(status, "Ready")).isEqualTo("True Synced");
    assertThat(FieldStatuses.unreported(shown)).isEmpty();
  }

  @Test
  void workspaceStaysWhenSpecIsInvalid() {
    VoiceAssistantStatus status =
        StatusFactory.next(
            first(synced(EQUAL)),
            ReconciledSpec.unreadable(4),
            new ReconcileResult.Blocked(problem(Reason.INVALID_SPEC)),
            Instant.MAX,
            Timing.DEFAULT);

    assertThat(status.workspaceSlug()).isEqualTo("61");
  }

  private static VoiceAssistantStatus.LastPatch lastPatch(VoiceAssistantStatus status) {
    return requireNonNull(status.lastPatch());
  }
}
