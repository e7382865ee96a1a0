package net.lumenia.voice.status;

import static net.lumenia.voice.status.Given.NOON;
import static net.lumenia.voice.status.Given.first;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every reason: the condition, and the next check when the problem has just begun, after a
 * minute, after an hour, and if the API asked to wait 15 minutes. The resync interval is 10
 * minutes. Jitter is in the middle, which for {@code Retry-After} is 5 % later.
 */
class WhatHappensNextTest {

  private static final Duration RESYNC = Duration.ofMinutes(10);
  private static final Optional<Duration> ASKED = Optional.of(Duration.ofMinutes(15));

  private static final List<String> ASSISTANTS =
      """
      Synced             Ready        10M  10M  10M  10M
      Observed           Ready        10M  10M  10M  10M
      DriftReported      Ready        10M  10M  10M  10M
      InvalidSpec        Stalled      10M  10M  10M  10M
      WorkspaceConflict  Stalled      10M  10M  10M  10M
      AccountNotFound    Reconciling   1S   1M   5M  15M45S
      AccountNotReady    Reconciling   1S   1M   5M  15M45S
      PromptUnavailable  Reconciling   1S   1M   5M  15M45S
      CatalogViolation   Stalled      10M  10M  10M  10M
      DriftConflict      Stalled      10M  10M  10M  10M
      AwaitingApproval   Stalled      10M  10M  10M  10M
      Forbidden          Stalled      10M  10M  10M  10M
      AssistantNotFound  Stalled      10M  10M  10M  10M
      Rejected           Stalled      10M  10M  10M  10M
      RateLimited        Reconciling   1S   1M   5M  15M45S
      Unavailable        Reconciling   1S   1M   5M  15M45S
      Timeout            Reconciling   1S   1M   5M  15M45S
      BadResponse        Reconciling   1S   1M   5M  15M45S
      Verifying          Reconciling   1S   1M   5M  15M45S
      NotConverging      Stalled      10M  10M  10M  10M
      Flapping           Reconciling  10M  10M  10M  10M
      NumberNotFound     Stalled      10M  10M  10M  10M
      """
          .lines()
          .toList();

  private static final List<String> ACCOUNTS =
      """
      Authenticated      Ready        10M  10M  10M  10M
      InvalidSpec        Stalled       1S   1M   1M  15M45S
      SecretNotFound     Reconciling   1S   1M   1M  15M45S
      SecretNotLabelled  Stalled       1S   1M   1M  15M45S
      SecretKeyMissing   Stalled       1S   1M   1M  15M45S
      BaseUrlNotAllowed  Stalled       1S   1M   1M  15M45S
      InvalidApiKey      Stalled       1S   1M   1M  15M45S
      Forbidden          Stalled       1S   1M   1M  15M45S
      RateLimited        Reconciling   1S   1M   1M  15M45S
      Unavailable        Reconciling   1S   1M   1M  15M45S
      BadResponse        Reconciling   1S   1M   1M  15M45S
      """
          .lines()
          .toList();

  static Stream<String> assistants() {
    return ASSISTANTS.stream();
  }

  static Stream<String> accounts() {
    return ACCOUNTS.stream();
  }

  @Test
  void everyReasonHasARow() {
    assertThat(ASSISTANTS.stream().map(WhatHappensNextTest::name))
        .containsExactly(texts(Arrays.stream(Reason.values()).map(Reason::text)));
    assertThat(ACCOUNTS.stream().map(WhatHappensNextTest::name))
        .containsExactly(texts(Arrays.stream(AccountReason.values()).map(AccountReason::text)));
  }

  @ParameterizedTest
  @MethodSource
  void assistants(String row) {
    Reason reason =
        Arrays.stream(Reason.values()).filter(r -> r.text().equals(name(row))).findFirst().get();

    assertThat(
            row(
                reason.text(),
                condition(first(result(reason)).conditions()),
                assistant(reason, Duration.ZERO, Optional.empty()),
                assistant(reason, Duration.ofMinutes(1), Optional.empty()),
                assistant(reason, Duration.ofHours(1), Optional.empty()),
                assistant(reason, Duration.ZERO, ASKED)))
        .isEqualTo(words(row));
  }

  private static ReconcileResult result(Reason reason) {
    return switch (reason) {
      case SYNCED -> Given.synced(Given.check("firstMessage: Hi", "{\"firstMessage\": \"Hi\"}"));
      case OBSERVED -> new ReconcileResult.ObserveOnly(Given.check("firstMessage: Hi", "{}"));
      case DRIFT_REPORTED -> Given.synced(Given.check("firstMessage: Hi", "{}"));
      default -> new ReconcileResult.Blocked(Given.problem(reason));
    };
  }

  private static Duration assistant(Reason reason, Duration lasting, Optional<Duration> asked) {
    Optional<Problem> problem =
        Optional.of(new Problem(reason, "", asked))
            .filter(p -> reason.actor() != Reason.Actor.NONE);
    var progress = new BackoffInput(lasting, Optional.empty(), Optional.empty());
    return new NextAttempt(BackoffTiming.DEFAULT).after(problem, progress, RESYNC, 0.5);
  }

  @ParameterizedTest
  @MethodSource
  void accounts(String row) {
    AccountReason reason =
        Arrays.stream(AccountReason.values())
            .filter(r -> r.text().equals(name(row)))
            .findFirst()
            .get();
    var status =
        AccountStatusFactory.next(
            LumeniaAccountStatus.empty(),
            1,
            new AccountReadiness(reason, ""),
            Optional.empty(),
            Optional.empty(),
            NOON);

    assertThat(
            row(
                reason.text(),
                condition(status.conditions()),
                account(reason, Duration.ZERO, Optional.empty()),
                account(reason, Duration.ofMinutes(1), Optional.empty()),
                account(reason, Duration.ofHours(1), Optional.empty()),
                account(reason, Duration.ZERO, ASKED)))
        .isEqualTo(words(row));
  }

  private static Duration account(
      AccountReason reason, Duration lasting, Optional<Duration> asked) {
    return new NextAttempt(BackoffTiming.DEFAULT)
        .after(new AccountReadiness(reason, "", asked), lasting, RESYNC, 0.5);
  }

  /** Which of Ready, Stalled and Reconciling is True. */
  private static String condition(@Nullable List<Condition> conditions) {
    return Memory.orEmpty(conditions).stream()
        .filter(condition -> condition.status().equals("True"))
        .map(Condition::type)
        .filter(type -> !type.equals(Conditions.DRIFTED))
        .collect(Collectors.joining(" and "));
  }

  private static String row(Object... cells) {
    return Arrays.stream(cells)
        .map(Object::toString)
        .map(cell -> cell.replaceFirst("^PT", ""))
        .collect(Collectors.joining(" "));
  }

  private static String words(String row) {
    return row.replaceAll(" +", " ");
  }

  private static String name(String row) {
    return row.substring(0, row.indexOf(' '));
  }

  private static String[] texts(Stream<String> texts) {
    return texts.toArray(String[]::new);
  }
}
