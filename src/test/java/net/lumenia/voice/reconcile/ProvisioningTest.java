package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.status.FieldStatuses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workspaces that have no voice integration yet. */
class ProvisioningTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOURS = Duration.ofHours(2);
  private static final String DECLARED =
      """
      provision: IfMissing
      firstMessage: Hi
      fallbackVoices: []
      """;
  private static final String BODY = "{\"firstMessage\":\"Hi\",\"fallbackVoices\":[]}";

  private final SimulatedApi api = new SimulatedApi("{}").notProvisioned();

  @ParameterizedTest
  @EnumSource(DriftRule.class)
  void onePostAndNoPatch(DriftRule policy) {
    var operator = new SimulatedOperator(api, DECLARED).under(policy).run(HOURS);

    assertThat(api.posts()).containsExactly(BODY);
    assertThat(api.patches()).isEmpty();
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.told())
        .containsExactly(
            "Provisioned: Created the voice integration with firstMessage, fallbackVoices");
    assertThat(operator.revisions()).isEmpty();
  }

  @Test
  void withoutTheSwitchNothingIsCreated() {
    var operator = new SimulatedOperator(api, "firstMessage: Hi").run(HOURS);

    assertThat(api.posts()).isEmpty();
    assertThat(operator.reason()).isEqualTo("AssistantNotFound");
    assertThat(operator.message()).contains("set spec.provision to IfMissing");
  }

  @Test
  void observeNeverCreates() {
    var operator = new SimulatedOperator(api, DECLARED).under(new WriteMode.Never()).run(HOURS);

    assertThat(api.posts()).isEmpty();
    assertThat(operator.reason()).isEqualTo("AssistantNotFound");
  }

  @Test
  void emptyListAloneIsEnough() {
    var operator =
        new SimulatedOperator(api, "provision: IfMissing\nfallbackVoices: []\n").run(HOURS);

    assertThat(api.posts()).containsExactly("{\"fallbackVoices\":[]}");
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void fieldsThatAreIgnoredAtCreationFollowInOnePatch() {
    api.ignoringAtCreation("firstMessage");

    var operator = new SimulatedOperator(api, DECLARED).run(HOURS);

    assertThat(api.posts()).hasSize(1);
    assertThat(api.patches()).containsExactly("{\"firstMessage\":\"Hi\"}");
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.events()).containsExactly("Provisioned", "Patched");
  }

  /** Only a PATCH shows that the API never reports a field: it may be ignored at creation. */
  @Test
  void fieldThatIsNeverShownIsSentOnceMore() {
    api.hiding("number_id");

    var operator =
        new SimulatedOperator(api, "provision: IfMissing\nfirstMessage: Hi\nnumberId: 7\n")
            .run(HOURS);

    assertThat(api.posts()).hasSize(1);
    assertThat(api.patches()).containsExactly("{\"number_id\":7}");
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(FieldStatuses.unreported(operator.status())).containsExactly("numberId");
  }

  @Test
  void planShowsItAndTheApprovalIsForTheCreation() {
    var operator =
        new SimulatedOperator(api, DECLARED)
            .under(new WriteMode.OnceApproved(Optional.empty()))
            .run(MINUTE);
    assertThat(api.posts()).isEmpty();
    assertThat(Objects.requireNonNull(operator.status().plan()).fields())
        .containsExactly("provision", "firstMessage", "fallbackVoices");
    assertThat(operator.message())
        .startsWith("would create the voice integration with firstMessage");
    String hash = operator.waitingHash();

    operator.under(new WriteMode.OnceApproved(Optional.of(hash))).run(MINUTE);

    assertThat(api.posts()).containsExactly(BODY);
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void approvalOfACreationIsNoneOfAPatch() {
    var operator =
        new SimulatedOperator(api, DECLARED)
            .under(new WriteMode.OnceApproved(Optional.empty()))
            .run(MINUTE);
    String hash = operator.waitingHash();
    api.provision("{}", () -> true);

    operator.under(new WriteMode.OnceApproved(Optional.of(hash))).run(MINUTE);

    assertThat(operator.reason()).isEqualTo("AwaitingApproval");
    assertThat(api.patches()).isEmpty();
  }

  @Test
  void crashAfterThePost() {
    var operator = new SimulatedOperator(api, DECLARED);
    operator.crash();

    operator.run(HOURS);

    assertThat(api.posts()).hasSize(1);
    assertThat(api.patches()).isEmpty();
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void lostAnswerIsFollowedByARead() {
    api.losingAnswers().failNextPosts(1);

    var operator = new SimulatedOperator(api, DECLARED);
    operator.step();

    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.events()).containsExactly("Provisioned");
    operator.run(HOURS);
    assertThat(api.posts()).hasSize(1);
  }

  @Test
  void failedPostIsSentAgain() {
    api.failNextPosts(1);

    var operator = new SimulatedOperator(api, DECLARED);
    operator.step();
    assertThat(operator.reason()).isEqualTo("Timeout");

    operator.run(HOURS);
    assertThat(api.posts()).hasSize(2);
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  /** A read from a replica that lags must not lead to a second voice integration. */
  @Test
  void staleReadsAfterThePostCauseNoSecondOne() {
    api.lagging(Duration.ofSeconds(4));

    var operator = new SimulatedOperator(api, DECLARED);
    operator.step();
    assertThat(operator.reason()).isEqualTo("Verifying");

    operator.run(HOURS);
    assertThat(api.posts()).hasSize(1);
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  /** Such as a person in the dashboard, or a second operator. */
  @Test
  void createdByAnotherBetweenReadAndPost() {
    api.createdBeforeNextPost("{\"firstMessage\":\"Hi\",\"number_id\":7}");

    var operator =
        new SimulatedOperator(api, "provision: IfMissing\nfirstMessage: Hi\nnumberId: 7\n");
    operator.step();

    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(operator.events()).isEmpty();
    operator.run(HOURS);
    assertThat(api.posts()).hasSize(1);
    assertThat(api.patches()).isEmpty();
  }

  @Test
  void valuesOfAnotherCreatorAreUnderTheDriftPolicy() {
    api.createdBeforeNextPost("{\"firstMessage\":\"Hello\"}");

    var operator = new SimulatedOperator(api, DECLARED).under(DriftRule.REFUSE).run(HOURS);

    assertThat(operator.reason()).isEqualTo("DriftConflict");
    assertThat(api.posts()).hasSize(1);
    assertThat(api.patches()).isEmpty();
  }

  @Test
  void rejectedPostIsNotRepeatedForAnHour() {
    api.rejecting(_ -> Optional.of("prompt is required"));

    var operator =
        new SimulatedOperator(api, DECLARED).withoutRestarts().run(MINUTE.multipliedBy(50));

    assertThat(operator.reason()).isEqualTo("Rejected");
    assertThat(operator.message()).contains("prompt is required");
    assertThat(api.posts()).hasSize(1);
  }

  @Test
  void nothingIsCreatedForANumberWhoseOtherFieldsAreRejected() {
    api.rejecting(
        body ->
            body.has("firstMessage") ? Optional.of("firstMessage is too long") : Optional.empty());

    new SimulatedOperator(api, "provision: IfMissing\nfirstMessage: Hi\nnumberId: 7\n")
        .withoutRestarts()
        .run(MINUTE.multipliedBy(50));

    assertThat(api.posts()).hasSize(2).allMatch(body -> body.contains("firstMessage"));
  }

  @Test
  void rejectedNumberDoesNotHoldUpTheCreation() {
    api.rejecting(
        body ->
            body.path("number_id").asInt() == 7
                ? Optional.of("number 7 is taken")
                : Optional.empty());

    var operator =
        new SimulatedOperator(api, "provision: IfMissing\nfirstMessage: Hi\nnumberId: 7\n")
            .withoutRestarts()
            .run(MINUTE);

    assertThat(api.posts())
        .isEqualTo(
            List.of("{\"firstMessage\":\"Hi\",\"number_id\":7}", "{\"firstMessage\":\"Hi\"}"));
    assertThat(operator.reason()).isEqualTo("Rejected");
  }
}
