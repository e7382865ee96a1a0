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

/** Which limiters are in memory, and for how long. */
class AccountLimitersTest {

  private static final Credentials TOKEN = TestAccount.credentials("token");
  private static final String ACCOUNT = "prod/default";

  private final VirtualTime time = new VirtualTime();
  private final AccountLimiters limiters = TestAccount.limiters(time);
  private final List<String> woken = new ArrayList<>();

  @Test
  void accountsWithTheSameTokenShareALimiterUntilTheLastIsForgotten() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    assertThat(limiters.limiter("prod/second", TOKEN, CallLimits.DEFAULT)).isSameAs(limiter);
    limiters.forget(ACCOUNT);
    assertThat(limiters.current(ACCOUNT)).isEmpty();
    assertThat(limiters.current("prod/second")).contains(limiter);
    limiters.forget("prod/second");
    assertThat(limiters.circuits()).isEmpty();
    assertThat(limiters.size()).isZero();
  }

  @Test
  void deletedAccountWithOpenCircuitReleasesEverything() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    pauseByRetryAfter(limiter, acquire(limiter, "limited"));
    assertThat(limiter.tryAcquire(waiting("assistant"))).isInstanceOf(Admission.Paused.class);
    assertThat(limiters.circuits()).isEqualTo(Map.of(CircuitState.OPEN, 1L));
    limiters.forget(ACCOUNT);
    assertThat(woken).as("the queued caller is woken").containsExactly("assistant");
    assertThat(limiters.circuits()).isEmpty();
    assertThat(limiters.size()).isZero();
    assertThat(time.isQuiet()).as("no timer").isTrue();
  }

  @Test
  void deletedAccountReleasesItsPermitsWhenItsCallsEnd() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    Permit inFlight = acquire(limiter, "holder");
    limiter.tryAcquire(waiting("waiting"));
    limiters.forget(ACCOUNT);
    inFlight.call("holder", () -> new ApiResult.Success<>("fine"));
    inFlight.close();
    assertThat(limiters.size()).isZero();
    assertThat(time.isQuiet()).isTrue();
  }

  /** It got the limiter before its account was deleted. */
  @Test
  void reconcileThatCallsAfterItsAccountWasDeletedReleasesEverything() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    limiters.forget(ACCOUNT);
    Permit late = acquire(limiter, "late");
    limiter.tryAcquire(waiting("later"));
    late.close();
    assertThat(woken).containsExactly("later");
    acquire(limiter, "later").close();
    assertThat(limiters.size()).isZero();
    assertThat(time.isQuiet()).isTrue();
  }

  @Test
  void accountThatIsRegisteredAfterItsDeletionIsForgottenInTime() {
    limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    limiters.forget(ACCOUNT);
    AccountLimiter again = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    pauseByRetryAfter(again, acquire(again, "late"));
    assertThat(limiters.circuits()).as("during the pause").hasSize(1);
    time.advance(Duration.ofMinutes(10));
    assertThat(limiters.circuits()).isEmpty();
    time.advance(Duration.ofHours(1));
    limiters.circuits();
    assertThat(limiters.size()).isZero();
  }

  @Test
  void accountInUseIsNotForgotten() {
    AccountLimiter idle =
        limiters.limiter("prod/idle", TestAccount.credentials("idle"), CallLimits.DEFAULT);
    AccountLimiter used = limiters.limiter(ACCOUNT, TOKEN, CallLimits.DEFAULT);
    Permit hanging = acquire(used, "hanging");
    time.advance(Duration.ofHours(2));
    assertThat(limiters.circuits()).isEqualTo(Map.of(CircuitState.CLOSED, 1L));
    assertThat(limiters.current(ACCOUNT)).contains(used);
    assertThat(limiters.current("prod/idle")).isEmpty();
    assertThat(limiters.limiter("prod/idle", TestAccount.credentials("idle"), CallLimits.DEFAULT))
        .isNotSameAs(idle);
    hanging.close();
  }

  @Test
  void queuedCallerIsWokenWhenTheTokenIsRotated() {
    AccountLimiter old = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    Permit inFlight = acquire(old, "holder");
    old.tryAcquire(waiting("waiting"));
    AccountLimiter rotated =
        limiters.limiter(ACCOUNT, TestAccount.credentials("new"), new CallLimits(6000, 1));
    assertThat(woken).containsExactly("waiting");
    acquire(rotated, "waiting").close();
    inFlight.close();
    assertThat(limiters.size()).as("one account, one limiter").isEqualTo(2);
  }

  @Test
  void higherLimitWakesQueuedCallersAtOnce() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    acquire(limiter, "holder");
    limiter.tryAcquire(waiting("waiting"));
    limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 2));
    assertThat(woken).containsExactly("waiting");
  }

  @Test
  void callerThatThrowsWhenWokenIsSkipped() {
    AccountLimiter limiter = limiters.limiter(ACCOUNT, TOKEN, new CallLimits(6000, 1));
    Permit holder = acquire(limiter, "holder");
    limiter.tryAcquire(
        new Caller(
            "broken",
            Priority.CHANGE,
            Duration.ofMinutes(5),
            () -> {
              throw new IllegalStateException("stopped");
            }));
    limiter.tryAcquire(waiting("next"));
    holder.close();
    assertThat(woken).containsExactly("next");
  }

  private static Permit acquire(AccountLimiter limiter, String id) {
    return ((Admission.Admitted) limiter.tryAcquire(TestAccount.change(id))).permit();
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
    return new Caller(id, Priority.CHANGE, Duration.ofMinutes(5), () -> woken.add(id));
  }
}
