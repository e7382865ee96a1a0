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

/** A caller that withdraws does not delay the others. */
class WithdrawTest {

  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final VirtualTime time = new VirtualTime();
  private final AccountLimiters limiters = TestAccount.limiters(time);
  private final List<String> admitted = new ArrayList<>();

  enum When {
    WHILE_QUEUED,
    WHEN_WOKEN
  }

  /** 300 of 310 reconciles end before they call the limiter, such as for a missing prompt. */
  @ParameterizedTest
  @EnumSource(When.class)
  void probeIsNotDelayedByCallersThatWithdraw(When when) {
    AccountLimiter limiter = limiter("prod/default", CallLimits.DEFAULT);
    pauseByRetryAfter(limiter);
    for (int i = 0; i < 300; i++) {
      String id = "blocked-" + i;
      limiter.tryAcquire(caller(id, () -> limiters.withdraw(id)));
      if (when == When.WHILE_QUEUED) {
        limiters.withdraw(id);
      }
    }
    for (int i = 0; i < 10; i++) {
      call(limiter, "healthy-" + i);
    }
    time.advance(PAUSE);
    assertThat(admitted).hasSizeLessThanOrEqualTo(1);
    time.advance(Duration.ofSeconds(3));
    assertThat(admitted).hasSize(10);
    assertThat(limiter.state().circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void unclaimedProbeExpiresAfterTwoSeconds() {
    AccountLimiter limiter = limiter("prod/default", CallLimits.DEFAULT);
    pauseByRetryAfter(limiter);
    limiter.tryAcquire(caller("absent", () -> {}));
    call(limiter, "next");
    time.advance(PAUSE.plusMillis(1900));
    assertThat(admitted).isEmpty();
    time.advance(Duration.ofMillis(200));
    assertThat(admitted).containsExactly("next");
  }

  @Test
  void withdrawGivesTheReservedPermitToTheNextCaller() {
    AccountLimiter limiter = limiter("prod/default", new CallLimits(6000, 1));
    Permit first = ((Admission.Admitted) limiter.tryAcquire(TestAccount.change("first"))).permit();
    limiter.tryAcquire(caller("absent", () -> {}));
    call(limiter, "next");
    first.close();
    assertThat(admitted).isEmpty();
    limiters.withdraw("absent");
    time.advance(Duration.ZERO);
    assertThat(admitted).containsExactly("next");
  }

  @Test
  void callerThatMovesToAnotherAccountLeavesTheQueue() {
    AccountLimiter before = limiter("prod/before", new CallLimits(6000, 1));
    Permit first = ((Admission.Admitted) before.tryAcquire(TestAccount.change("first"))).permit();
    call(before, "moving");
    call(before, "staying");
    AccountLimiter after = limiter("prod/after", new CallLimits(6000, 1));
    call(after, "moving");
    assertThat(admitted).containsExactly("moving");
    first.close();
    time.advance(Duration.ZERO);
    assertThat(admitted).containsExactly("moving", "staying");
  }

  @Test
  void withdrawOfACallerThatIsNotQueuedDoesNothing() {
    limiters.withdraw("unknown");
    AccountLimiter limiter = limiter("prod/default", new CallLimits(6000, 1));
    Permit permit =
        ((Admission.Admitted) limiter.tryAcquire(TestAccount.change("holder"))).permit();
    limiters.withdraw("holder");
    assertThat(limiter.tryAcquire(TestAccount.change("next"))).isInstanceOf(Admission.Queued.class);
    permit.close();
    assertThat(limiter.tryAcquire(TestAccount.change("next")))
        .isInstanceOf(Admission.Admitted.class);
  }

  private AccountLimiter limiter(String account, CallLimits limits) {
    return limiters.limiter(account, TestAccount.credentials(account), limits);
  }

  private static void pauseByRetryAfter(AccountLimiter limiter) {
    Permit permit =
        ((Admission.Admitted) limiter.tryAcquire(TestAccount.change("limited"))).permit();
    permit.call(
        "limited",
        () ->
            new ApiResult.Failure<>(
                new ApiFailure.RateLimited(Optional.of(PAUSE), "too many requests")));
    permit.close();
    assertThat(limiter.state().circuit()).isEqualTo(CircuitState.OPEN);
  }

  private void call(AccountLimiter limiter, String id) {
    if (limiter.tryAcquire(caller(id, () -> call(limiter, id)))
        instanceof Admission.Admitted(Permit permit)) {
      admitted.add(id);
      time.schedule(
          Duration.ofMillis(100),
          () -> {
            permit.call(id, () -> new ApiResult.Success<>("fine"));
            permit.close();
          });
    }
  }

  private Caller caller(String id, Runnable reconcile) {
    return new Caller(
        id,
        Priority.CHANGE,
        Duration.ofMinutes(5),
        () -> {
          time.schedule(Duration.ZERO, reconcile);
          return true;
        });
  }
}
