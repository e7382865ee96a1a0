package net.lumenia.voice.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.plan.Timing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NextAttemptTest {

  private static final Duration RESYNC = Duration.ofMinutes(10);

  private static Duration after(
      Reason reason, Duration lasting, Optional<Duration> retryAfter, double random) {
    Optional<Problem> problem =
        isReady(reason) ? Optional.empty() : Optional.of(new Problem(reason, "", retryAfter));
    var progress = new BackoffInput(lasting, Optional.empty(), Optional.empty());
    return new NextAttempt(BackoffTiming.DEFAULT).after(problem, progress, RESYNC, random);
  }

  private static boolean isReady(Reason reason) {
    return reason.actor() == Reason.Actor.NONE;
  }

  static Stream<Reason> checkedAtEveryResync() {
    return Arrays.stream(Reason.values()).filter(r -> r.requeuePolicy() == RequeuePolicy.RESYNC);
  }

  static Stream<Reason> triedAgain() {
    return Arrays.stream(Reason.values())
        .filter(
            r ->
                r.requeuePolicy() == RequeuePolicy.BACKOFF
                    || r.requeuePolicy() == RequeuePolicy.PROOF);
  }

  @ParameterizedTest
  @MethodSource("checkedAtEveryResync")
  void reasonsThatOnlyAPersonCanFixAreCheckedAtEveryResync(Reason reason) {
    for (Duration lasting : new Duration[] {Duration.ZERO, Duration.ofDays(1)}) {
      assertThat(after(reason, lasting, Optional.empty(), 0.5)).isEqualTo(RESYNC);
    }
  }

  @ParameterizedTest
  @MethodSource("triedAgain")
  void temporaryReasonsBackOffExponentially(Reason reason) {
    assertThat(seconds(reason, Duration.ofSeconds(-5))).isEqualTo(1);
    assertThat(seconds(reason, Duration.ZERO)).isEqualTo(1);
    assertThat(seconds(reason, Duration.ofSeconds(30))).isEqualTo(30);
    assertThat(seconds(reason, Duration.ofMinutes(5))).isEqualTo(300);
    assertThat(seconds(reason, Duration.ofDays(400_000))).isEqualTo(300);
  }

  private static long seconds(Reason reason, Duration lasting) {
    return after(reason, lasting, Optional.empty(), 0.5).toSeconds();
  }

  @ParameterizedTest
  @MethodSource("triedAgain")
  void retryAfterIsRespected(Reason reason) {
    var hour = Optional.of(Duration.ofHours(1));
    var second = Optional.of(Duration.ofSeconds(1));

    assertThat(after(reason, Duration.ZERO, hour, 0.5)).isEqualTo(Duration.ofHours(1));
    assertThat(after(reason, Duration.ofSeconds(30), second, 0.5)).hasSeconds(30);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void jitterIsTenPercentAndNeverZero(Reason reason) {
    for (double random : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      Duration wait = after(reason, Duration.ZERO, Optional.empty(), random);
      Duration middle = after(reason, Duration.ZERO, Optional.empty(), 0.5);

      assertThat(wait).isPositive();
      assertThat(wait.toMillis()).isCloseTo(middle.toMillis(), withinPercentage(10));
    }
    assertThat(after(reason, Duration.ZERO, Optional.empty(), 0))
        .isLessThan(after(reason, Duration.ZERO, Optional.empty(), 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 1001", "999, 2", "1000, 2001", "2500, 501", "3000, 4001", "6999, 2"})
  void proofIsCheckedAfterOneThreeAndSevenSeconds(long ageMillis, long expectedMillis) {
    assertThat(verifying(Duration.ofMillis(ageMillis)).toMillis()).isEqualTo(expectedMillis);
  }

  @ParameterizedTest
  @CsvSource({"7000", "90000", "-1", "-31536000000"})
  void unprovenPatchBacksOffAfterwards(long ageMillis) {
    assertThat(verifying(Duration.ofMillis(ageMillis))).hasSeconds(1);
  }

  private static Duration verifying(Duration age) {
    return new NextAttempt(BackoffTiming.DEFAULT)
        .after(
            Optional.of(new Problem(Reason.VERIFYING, "")),
            new BackoffInput(Duration.ZERO, Timing.DEFAULT.nextProofCheck(age), Optional.empty()),
            RESYNC,
            0.5);
  }

  @ParameterizedTest
  @MethodSource("checkedAtEveryResync")
  void postponedCorrectionIsSentWhenItsPauseIsOver(Reason reason) {
    Duration expected = isReady(reason) ? RESYNC : Duration.ofMillis(120_001);

    assertThat(correcting(reason, Duration.ofMinutes(2))).isEqualTo(expected);
    assertThat(correcting(reason, Duration.ofMinutes(30))).isEqualTo(RESYNC);
  }

  private static Duration correcting(Reason reason, Duration wait) {
    Optional<Problem> problem = Optional.of(new Problem(reason, "")).filter(_ -> !isReady(reason));
    var progress = new BackoffInput(Duration.ZERO, Optional.empty(), Optional.of(wait));
    return new NextAttempt(BackoffTiming.DEFAULT).after(problem, progress, RESYNC, 0.5);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void nextCheckComesWithinResyncUnlessApiAskedForMore(Reason reason) {
    var problem = Optional.of(new Problem(reason, "", Optional.of(Duration.ofDays(9))));
    for (Duration resync : new Duration[] {Duration.ofSeconds(10), RESYNC}) {
      for (Duration lasting : new Duration[] {Duration.ZERO, Duration.ofDays(1)}) {
        var progress = new BackoffInput(lasting, Optional.empty(), Optional.empty());
        Optional<Problem> silent = Optional.of(new Problem(reason, ""));

        assertThat(new NextAttempt(BackoffTiming.DEFAULT).after(silent, progress, resync, 1))
            .isLessThanOrEqualTo(resync.multipliedBy(11).dividedBy(10));
        assertThat(new NextAttempt(BackoffTiming.DEFAULT).after(problem, progress, resync, 1))
            .isLessThanOrEqualTo(Duration.ofHours(1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AccountReason.class)
  void nextCheckOfAccountComesWithinResync(AccountReason reason) {
    Duration resync = Duration.ofSeconds(10);

    assertThat(
            new NextAttempt(BackoffTiming.DEFAULT)
                .after(new AccountReadiness(reason, ""), Duration.ofDays(1), resync, 1))
        .isEqualTo(Duration.ofSeconds(11));
  }

  @ParameterizedTest
  @EnumSource(AccountReason.class)
  void accountThatIsNotReadyIsCheckedEveryMinute(AccountReason reason) {
    Duration wait =
        new NextAttempt(BackoffTiming.DEFAULT)
            .after(new AccountReadiness(reason, ""), Duration.ofHours(1), RESYNC, 0.5);

    assertThat(wait)
        .isEqualTo(reason == AccountReason.AUTHENTICATED ? RESYNC : Duration.ofSeconds(60));
  }
}
