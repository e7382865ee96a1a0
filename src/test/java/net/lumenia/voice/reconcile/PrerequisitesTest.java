package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.account.TokenEntry;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every prerequisite by itself, then their order. */
class PrerequisitesTest {

  private static final int SPEC = 0;
  private static final int WORKSPACE = 1;
  private static final int ACCOUNT = 2;
  private static final int ACCOUNT_SPEC = 3;
  private static final int ACCOUNT_SERVED = 4;
  private static final int ACCOUNT_CHECKED = 5;
  private static final int ACCOUNT_READY = 6;
  private static final int TOKEN = 7;
  private static final int PROMPT = 8;

  private static final Prompt FOUND =
      new Prompt.Found(
          "Be kind.", new Prompt.Source("team", new ConfigMapKeyRef("prompts", "acme"), "digest"));

  private static GivenAssistant given() {
    return new GivenAssistant();
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        arguments(SPEC, given(), ""),
        arguments(WORKSPACE, given(), ""),
        arguments(
            WORKSPACE,
            given().olderAssistantOnTheSameWorkspace(),
            "the workspace belongs to VoiceAssistant team/older, which is older; delete one of the"
                + " two, or set mode: Observe in this one; when the other one is deleted, this one"
                + " takes over"),
        arguments(
            WORKSPACE,
            given().olderAssistantOnTheSameWorkspace().spec("firstMessage: Hi\nmode: Observe"),
            ""),
        arguments(ACCOUNT, given(), ""),
        arguments(
            ACCOUNT,
            given().noAccount(),
            "there is no LumeniaAccount default in namespace team; create it, or name another one"
                + " in spec.accountRef.name"),
        arguments(ACCOUNT_SPEC, given(), ""),
        arguments(ACCOUNT_SPEC, given().accountWithSpec("{accountId: 7}"), notReady("InvalidSpec")),
        arguments(ACCOUNT_SERVED, given().accountWithoutStatus(), ""),
        arguments(ACCOUNT_SERVED, given().accountOfAnotherSlice(), ""),
        arguments(
            ACCOUNT_SERVED,
            given().accountOfAnotherSlice().accountWithoutStatus(),
            "LumeniaAccount default is not in the slice of this operator, and no other operator has"
                + " checked it; give it the labels of a slice, such as those of its"
                + " VoiceAssistants"),
        arguments(ACCOUNT_CHECKED, given(), ""),
        arguments(
            ACCOUNT_CHECKED,
            given().accountWithoutStatus(),
            "LumeniaAccount default is not checked yet"),
        arguments(
            ACCOUNT_CHECKED,
            given().accountWithoutConditions(),
            "LumeniaAccount default is not checked yet"),
        arguments(
            ACCOUNT_CHECKED,
            given().accountOfEarlierGeneration(),
            "LumeniaAccount default is not checked yet"),
        arguments(ACCOUNT_READY, given(), ""),
        arguments(
            ACCOUNT_READY, given().accountNotReady("InvalidApiKey"), notReady("InvalidApiKey")),
        arguments(TOKEN, given(), ""),
        arguments(TOKEN, given().token(Optional.empty()), notReady("SecretNotFound")),
        arguments(
            TOKEN,
            given().token(Optional.of(new TokenEntry.Unusable("is absent"))),
            notReady("SecretKeyMissing")),
        arguments(PROMPT, given(), ""),
        arguments(PROMPT, given().prompt(FOUND), ""),
        arguments(
            PROMPT,
            given().prompt(new Prompt.Unavailable("there is no ConfigMap prompts")),
            "there is no ConfigMap prompts"));
  }

  private static String notReady(String reason) {
    return "LumeniaAccount default is not ready: %s; to see what to do, run: kubectl describe lacc default"
        .formatted(reason);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneCheckByItself(int check, GivenAssistant given, String problem) {
    Prerequisite prerequisite = Prerequisites.IN_ORDER.get(check);

    assertThat(prerequisite.problem().apply(given.request()).orElse("")).isEqualTo(problem);
  }

  @Test
  void invalidSpecHasAllViolations() {
    Prerequisite prerequisite = Prerequisites.IN_ORDER.get(SPEC);

    assertThat(prerequisite.problem().apply(given().spec("resyncInterval: often").request()))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.split("; "))
                    .satisfiesExactly(
                        first -> assertThat(first).startsWith("spec: give at least one of"),
                        second -> assertThat(second).startsWith("spec.resyncInterval: ")));
  }

  /** The order is fixed: the first reason that holds wins. */
  @Test
  void reasonsAreInOrder() {
    assertThat(Prerequisites.IN_ORDER)
        .extracting(Prerequisite::reason)
        .containsExactly(
            Reason.INVALID_SPEC,
            Reason.WORKSPACE_CONFLICT,
            Reason.ACCOUNT_NOT_FOUND,
            Reason.ACCOUNT_NOT_READY,
            Reason.ACCOUNT_NOT_READY,
            Reason.ACCOUNT_NOT_READY,
            Reason.ACCOUNT_NOT_READY,
            Reason.ACCOUNT_NOT_READY,
            Reason.PROMPT_UNAVAILABLE);
    assertThat(Prerequisites.IN_ORDER)
        .filteredOn(prerequisite -> !prerequisite.isReported())
        .containsExactly(Prerequisites.IN_ORDER.get(ACCOUNT_CHECKED));
  }

  @Test
  void allPrerequisitesAreMet() {
    GivenAssistant given = given().prompt(FOUND);

    assertThat(Prerequisites.firstUnmet(given.request())).isEmpty();
    assertThat(given.reads())
        .containsExactly("account team/default", "token team/lumenia", "prompt team/prompts");
  }

  @Test
  void nothingIsReadForAnInvalidSpec() {
    GivenAssistant given = given().noAccount().spec("numberId: none");

    assertThat(Prerequisites.firstUnmet(given.request()))
        .hasValueSatisfying(
            unmet ->
                assertThat(unmet)
                    .isInstanceOfSatisfying(
                        Observation.Blocked.class,
                        blocked -> {
                          assertThat(blocked.desiredState()).isEmpty();
                          assertThat(blocked.problem().reason()).isEqualTo(Reason.INVALID_SPEC);
                        }));
    assertThat(given.reads()).isEmpty();
  }

  @Test
  void tokenAndPromptAreNotReadForAWorkspaceConflict() {
    GivenAssistant given =
        given()
            .prompt(new Prompt.Unavailable("there is no ConfigMap prompts"))
            .token(Optional.empty())
            .olderAssistantOnTheSameWorkspace();

    assertThat(unmet(given).reason()).isEqualTo(Reason.WORKSPACE_CONFLICT);
    assertThat(given.reads()).containsExactly("account team/default");
  }

  /** The account's status is about to start another reconcile, which finds out the rest. */
  @Test
  void uncheckedAccountIsNotReported() {
    GivenAssistant given = given().accountOfEarlierGeneration().token(Optional.empty());

    assertThat(Prerequisites.firstUnmet(given.request()))
        .contains(new Observation.AwaitingAccount());
  }

  /** Perhaps it is in no slice at all, and is never checked. */
  @Test
  void uncheckedAccountOfAnotherSliceIsReported() {
    assertThat(unmet(given().accountWithoutStatus().accountOfAnotherSlice()).message())
        .startsWith("LumeniaAccount default is not in the slice of this operator, and no other");
    assertThat(
            Prerequisites.firstUnmet(
                given().accountOfEarlierGeneration().accountOfAnotherSlice().request()))
        .as("its operator is about to report on the new generation")
        .contains(new Observation.AwaitingAccount());
    assertThat(Prerequisites.firstUnmet(given().accountOfAnotherSlice().request())).isEmpty();
  }

  /** The status of an account has the cause; its Secret is only the latest symptom. */
  @Test
  void accountStatusComesBeforeItsToken() {
    GivenAssistant given = given().accountNotReady("BaseUrlNotAllowed").token(Optional.empty());

    assertThat(unmet(given).message()).isEqualTo(notReady("BaseUrlNotAllowed"));
  }

  /** All reads of one request give the same value, even if the caches change in the meantime. */
  @Test
  void everyPartIsReadOnce() {
    GivenAssistant given = given().prompt(FOUND);
    ReconcileRequest request = given.request();
    Prerequisites.firstUnmet(request);
    given.noAccount().token(Optional.empty());

    DesiredState desired = request.desiredState();

    assertThat(desired.config().toString()).contains("Be kind.");
    assertThat(request.account()).isPresent();
    assertThat(request.credentials().token()).isNotNull();
    assertThat(given.reads()).hasSize(3);
  }

  private static Problem unmet(GivenAssistant given) {
    return switch (Prerequisites.firstUnmet(given.request()).orElseThrow()) {
      case Observation.Blocked(_, Problem problem) -> problem;
      case Observation other -> throw new AssertionError(other);
    };
  }
}
