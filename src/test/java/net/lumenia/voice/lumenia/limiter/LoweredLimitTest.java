package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A lower limit applies from the next permit on and does not wait for issued permits. */
@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class LoweredLimitTest {

  private static final String ACCOUNT = "prod/default";

  private final VirtualTime time = new VirtualTime();
  private final AccountLimiters limiters = TestAccount.limiters(time);

  @AfterEach
  void close() {
    limiters.close();
  }

  @Test
  void limitLoweredFrom16To1WithThreeCallsInFlight() {
    AccountLimiter limiter =
        limiters.limiter(ACCOUNT, TestAccount.credentials("token"), new CallLimits(6000, 16));
    List<Permit> inFlight = acquire(limiter, 3);
    assertThat(limiters.limiter(ACCOUNT, TestAccount.credentials("token"), new CallLimits(6000, 1)))
        .isSameAs(limiter);
    assertThatOnlyOneCallIsAdmittedAfterTheyEnd(limiter, inFlight);
  }

  @Test
  void secondResourceOfTheSameAccountWithALowerLimit() {
    AccountLimiter limiter =
        limiters.limiter(ACCOUNT, TestAccount.credentials("token"), new CallLimits(6000, 16));
    List<Permit> inFlight = acquire(limiter, 3);
    assertThat(
            limiters.limiter(
                "prod/second", TestAccount.credentials("token"), new CallLimits(6000, 1)))
        .isSameAs(limiter);
    assertThatOnlyOneCallIsAdmittedAfterTheyEnd(limiter, inFlight);
  }

  @Test
  void rotatedTokenWithTwentyCallsInFlight() {
    var limits = new CallLimits(6000, 64);
    AccountLimiter old = limiters.limiter(ACCOUNT, TestAccount.credentials("old"), limits);
    List<Permit> inFlight = acquire(old, 20);
    AccountLimiter rotated = limiters.limiter(ACCOUNT, TestAccount.credentials("new"), limits);
    assertThat(rotated).isNotSameAs(old);
    inFlight.forEach(Permit::close);
    assertThat(acquire(rotated, 20)).hasSize(20);
  }

  private static void assertThatOnlyOneCallIsAdmittedAfterTheyEnd(
      AccountLimiter limiter, List<Permit> inFlight) {
    assertThat(limiter.tryAcquire(TestAccount.change("next"))).isInstanceOf(Admission.Queued.class);
    inFlight.subList(1, inFlight.size()).forEach(Permit::close);
    assertThat(limiter.tryAcquire(TestAccount.change("next"))).isInstanceOf(Admission.Queued.class);
    inFlight.getFirst().close();
    assertThat(limiter.tryAcquire(TestAccount.change("next")))
        .isInstanceOf(Admission.Admitted.class);
    assertThat(limiter.tryAcquire(TestAccount.change("after")))
        .isInstanceOf(Admission.Queued.class);
  }

  private static List<Permit> acquire(AccountLimiter limiter, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(call -> limiter.tryAcquire(TestAccount.change("caller-" + call)))
        .map(Admission.Admitted.class::cast)
        .map(Admission.Admitted::permit)
        .toList();
  }
}
