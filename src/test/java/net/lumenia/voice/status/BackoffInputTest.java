package net.lumenia.voice.status;

import static net.lumenia.voice.status.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.plan.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffInputTest {

  private static final Duration RESYNC = Duration.ofMinutes(10);

  @Test
  void elapsedIsTimeSince() {
    assertThat(BackoffInput.elapsed(NOON, NOON)).isZero();
    assertThat(BackoffInput.elapsed(NOON, NOON.plusSeconds(30))).hasSeconds(30);
  }

  /**
   * The clock was set back by an hour: no reason may requeue a resource every second until then.
   */
  @ParameterizedTest
  @EnumSource(Reason.class)
  void problemFromTheFutureDoesNotLoop(Reason reason) {
    Duration lasting = BackoffInput.elapsed(NOON.plusSeconds(3600), NOON);
    var progress =
        new BackoffInput(lasting, Timing.DEFAULT.nextProofCheck(lasting), Optional.empty());
    assertThat(
            new NextAttempt(BackoffTiming.DEFAULT)
                .after(Optional.of(new Problem(reason, "")), progress, RESYNC, 0.5))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void patchFromTheFutureDoesNotLoop() {
    var status =
        Given.reread(
            "{\"lastPatch\": {\"time\": \"%s\"}, \"fields\": {\"voice\": {\"state\": \"Verifying\"}}}"
                .formatted(NOON.plusSeconds(3600)));
    Optional<Duration> sinceSent = Memory.sinceUnprovenPatch(status, NOON);
    assertThat(sinceSent).hasValueSatisfying(age -> assertThat(age).isPositive());
    assertThat(Timing.DEFAULT.nextProofCheck(sinceSent.get())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(AccountReason.class)
  void accountProblemFromTheFutureDoesNotLoop(AccountReason reason) {
    Duration lasting = BackoffInput.elapsed(NOON.plusSeconds(3600), NOON);
    assertThat(
            new NextAttempt(BackoffTiming.DEFAULT)
                .after(new AccountReadiness(reason, ""), lasting, RESYNC, 0.5))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
  }
}
