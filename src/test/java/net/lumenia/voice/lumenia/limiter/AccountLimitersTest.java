package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import org.junit.jupiter.api.Test;

/** What is remembered of accounts, and for how long. */
class AccountLimitersTest {

  private static final Credentials TOKEN = Account.credentials("token");
  private static final String ACCOUNT = "prod/default";

  private final World world = new World();
  private final AccountLimiters limiters = Account.limiters(world);
  private final List<String> called = new ArrayList<>();

  @Test
  void accountsWithTheSameTokenShareAGateUntilTheLastOneIsForgotten() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    assertThat(limiters.limiter("prod/second", TOKEN, CallLimits.DEFAULT)).isSameAs(limiter);
    limiters.forget(ACCOUNT);
    assertThat(limiters.current(ACCOUNT)).isEmpty();
    assertThat(limiters.current("prod/second")).contains(limiter);
    limiters.forget("prod/second");
    assertThat(limiters.circuits()).isEmpty();
    assertThat(limiters.remembered()).isZero();
  }

  @Test
  void aDeletedAccountLeavesNothingBehindWhileItsCircuitIsOpen() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    pauseByRetryAfter(limiter, enter(limiter, "limited"));
    assertThat(limiter.enter(waiting("assistant"))).isInstanceOf(Admission.Paused.class);
    assertThat(limiters.circuits()).isEqualTo(Map.of(CircuitState.OPEN, 1L));
    limiters.forget(ACCOUNT);
    assertThat(called).as("who waited looks for its account").containsExactly("assistant");
    assertThat(limiters.circuits()).isEmpty();
    assertThat(limiters.remembered()).isZero();
    assertThat(world.isQuiet()).as("no timer").isTrue();
  }

  @Test
  void aDeletedAccountLeavesNothingBehindWhenItsCallsEnd() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    Permit underWay = enter(limiter, "inside");
    limiter.enter(waiting("waiting"));
    limiters.forget(ACCOUNT);
    underWay.call("inside", () -> new ApiResult.Success<>("fine"));
    underWay.close();
    assertThat(limiters.remembered()).isZero();
    assertThat(world.isQuiet()).isTrue();
  }

  /** It got the gate before its account was deleted. */
  @Test
  void aReconcileThatEntersAfterwardsLeavesNothingBehind() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    limiters.forget(ACCOUNT);
    Permit late = enter(limiter, "late");
    limiter.enter(waiting("later"));
    late.close();
    assertThat(called).containsExactly("later");
    enter(limiter, "later").close();
    assertThat(limiters.remembered()).isZero();
    assertThat(world.isQuiet()).isTrue();
  }

  @Test
  void aReconcileThatRegistersItAgainAlertsNobodyAndIsForgottenInTime() {
    limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    limiters.forget(ACCOUNT);
    AccountLimiter again = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    pauseByRetryAfter(again, enter(again, "late"));
    assertThat(limiters.circuits()).as("while it is to be left alone").hasSize(1);
    world.advance(Duration.ofMinutes(10));
    assertThat(limiters.circuits()).isEmpty();
    world.advance(Duration.ofHours(1));
    limiters.circuits();
    assertThat(limiters.remembered()).isZero();
  }

  @Test
  void anAccountThatIsUsedIsNotForgotten() {
    AccountLimiter idle =
        limiters.limiter("prod/idle", Account.credentials("idle"), CallLimits.DEFAULT);
    AccountLimiter used = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    Permit hanging = enter(used, "hanging");
    world.advance(Duration.ofHours(2));
    assertThat(limiters.circuits()).isEqualTo(Map.of(CircuitState.CLOSED, 1L));
    assertThat(limiters.current(ACCOUNT)).contains(used);
    assertThat(limiters.current("prod/idle")).isEmpty();
    assertThat(limiters.limiter("prod/idle", Account.credentials("idle"), CallLimits.DEFAULT))
        .isNotSameAs(idle);
    hanging.close();
  }

  @Test
  void whoWaitsForARotatedTokenIsCalledToComeWithTheNewOne() {
    AccountLimiter old = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    Permit underWay = enter(old, "inside");
    old.enter(waiting("waiting"));
    AccountLimiter rotated =
        limiters.limiter(ACCOUNT, Account.credentials("new"), new CallLimits(6000, 1));
    assertThat(called).containsExactly("waiting");
    enter(rotated, "waiting").close();
    underWay.close();
    assertThat(limiters.remembered()).as("one account, one gate").isEqualTo(2);
  }

  @Test
  void aHigherLimitCallsThoseWhoWaitAtOnce() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    enter(limiter, "inside");
    limiter.enter(waiting("waiting"));
    limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 2));
    assertThat(called).containsExactly("waiting");
  }

  /** Nobody else's call fails for it. */
  @Test
  void aCallerThatThrowsWhenItIsCalledIsPassedOver() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    Permit inside = enter(limiter, "inside");
    limiter.enter(
        new Caller(
            "broken",
            Priority.CHANGE,
            Duration.ofMinutes(5),
            () -> {
              throw new IllegalStateException("stopped");
            }));
    limiter.enter(waiting("next"));
    inside.close();
    assertThat(called).containsExactly("next");
  }

  private static Permit enter(AccountLimiter limiter, String id) {
    return ((Admission.Admitted) limiter.enter(Account.change(id))).permit();
  }

  private static void pauseByRetryAfter(AccountLimiter limiter, Permit permit) {
    permit.call(
        "limited",
        () ->
            new ApiResult.Failure<>(
                new ApiFailure.RateLimited(
                    Optional.of(Duration.ofMinutes(5)), "too many requests")));
    permit.close();
    assertThat(limiter.state().circuit()).isEqualTo(CircuitState.OPEN);
  }

  private Caller waiting(String id) {
    return new Caller(id, Priority.CHANGE, Duration.ofMinutes(5), () -> called.add(id));
  }
}
