package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who does not want to come any more keeps nobody else waiting. */
class WithdrawTest {

  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final World world = new World();
  private final AccountLimiters limiters = Account.limiters(world);
  private final List<String> admitted = new ArrayList<>();

  enum When {
    WHILE_WAITING,
    WHEN_CALLED
  }

  /** 300 of 310 end before they reach the limiter: no prompt, another account, a conflict. */
  @ParameterizedTest
  @EnumSource(When.class)
  void afterAnOutageNobodyWaitsForThoseWhoHaveNoUseForAProbe(When when) {
    AccountLimiter limiter = limiter("prod/default", CallLimits.DEFAULT);
    pauseByRetryAfter(limiter);
    for (int i = 0; i < 300; i++) {
      String id = "blocked-" + i;
      limiter.enter(caller(id, () -> limiters.withdraw(id)));
      if (when == When.WHILE_WAITING) {
        limiters.withdraw(id);
      }
    }
    for (int i = 0; i < 10; i++) {
      enter(limiter, "sound-" + i);
    }
    world.advance(PAUSE);
    assertThat(admitted).hasSizeLessThanOrEqualTo(1);
    world.advance(Duration.ofSeconds(3));
    assertThat(admitted).hasSize(10);
    assertThat(limiter.state().circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aProbeWaitsBriefly() {
    AccountLimiter limiter = limiter("prod/default", CallLimits.DEFAULT);
    pauseByRetryAfter(limiter);
    limiter.enter(caller("absent", () -> {}));
    enter(limiter, "next");
    world.advance(PAUSE.plusMillis(1900));
    assertThat(admitted).isEmpty();
    world.advance(Duration.ofMillis(200));
    assertThat(admitted).containsExactly("next");
  }

  @Test
  void aPermitIsGivenToTheNextAtOnce() {
    AccountLimiter limiter = limiter("prod/default", new CallLimits(6000, 1));
    Permit first = ((Admission.Admitted) limiter.enter(Account.change("first"))).permit();
    limiter.enter(caller("absent", () -> {}));
    enter(limiter, "next");
    first.close();
    assertThat(admitted).isEmpty();
    limiters.withdraw("absent");
    world.advance(Duration.ZERO);
    assertThat(admitted).containsExactly("next");
  }

  @Test
  void whoMovesToAnotherAccountLeavesItsPlace() {
    AccountLimiter before = limiter("prod/before", new CallLimits(6000, 1));
    Permit first = ((Admission.Admitted) before.enter(Account.change("first"))).permit();
    enter(before, "moving");
    enter(before, "staying");
    AccountLimiter after = limiter("prod/after", new CallLimits(6000, 1));
    enter(after, "moving");
    assertThat(admitted).containsExactly("moving");
    first.close();
    world.advance(Duration.ZERO);
    assertThat(admitted).containsExactly("moving", "staying");
  }

  @Test
  void whoWaitsNowhereHasNothingToWithdraw() {
    limiters.withdraw("nobody");
    AccountLimiter limiter = limiter("prod/default", new CallLimits(6000, 1));
    Permit permit = ((Admission.Admitted) limiter.enter(Account.change("inside"))).permit();
    limiters.withdraw("inside");
    assertThat(limiter.enter(Account.change("next"))).isInstanceOf(Admission.Queued.class);
    permit.close();
    assertThat(limiter.enter(Account.change("next"))).isInstanceOf(Admission.Admitted.class);
  }

  private AccountLimiter limiter(String account, CallLimits limits) {
    return limiters.limiter(account, Account.credentials(account), limits);
  }

  private static void pauseByRetryAfter(AccountLimiter limiter) {
    Permit permit = ((Admission.Admitted) limiter.enter(Account.change("limited"))).permit();
    permit.call(
        "limited",
        () ->
            new ApiResult.Failure<>(
                new ApiFailure.RateLimited(Optional.of(PAUSE), "too many requests")));
    permit.close();
    assertThat(limiter.state().circuit()).isEqualTo(CircuitState.OPEN);
  }

  /** Its call takes a tenth of a second. */
  private void enter(AccountLimiter limiter, String id) {
    if (limiter.enter(caller(id, () -> enter(limiter, id)))
        instanceof Admission.Admitted(Permit permit)) {
      admitted.add(id);
      world.schedule(
          Duration.ofMillis(100),
          () -> {
            permit.call(id, () -> new ApiResult.Success<>("fine"));
            permit.close();
          });
    }
  }

  private Caller caller(String id, Runnable comes) {
    return new Caller(
        id,
        Priority.CHANGE,
        Duration.ofMinutes(5),
        () -> {
          world.schedule(Duration.ZERO, comes);
          return true;
        });
  }
}
