package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A lower limit counts from the next permit on. Nothing waits for the permits that are out. */
@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class LoweredLimitTest {

  private static final String ACCOUNT = "prod/default";

  private final World world = new World();
  private final AccountLimiters limiters = Account.limiters(world);

  @AfterEach
  void close() {
    limiters.close();
  }

  @Test
  void aLimitLoweredFrom16To1WithThreeCallsUnderWay() {
    AccountLimiter limiter =
        limiters.limiter(ACCOUNT, Account.credentials("token"), new CallLimits(6000, 16));
    List<Permit> underWay = enter(limiter, 3);
    assertThat(limiters.limiter(ACCOUNT, Account.credentials("token"), new CallLimits(6000, 1)))
        .isSameAs(limiter);
    assertThatOneAtATimeGoesOnceTheyAreDone(limiter, underWay);
  }

  @Test
  void aSecondResourceOfTheSameAccountWithALowerLimit() {
    AccountLimiter limiter =
        limiters.limiter(ACCOUNT, Account.credentials("token"), new CallLimits(6000, 16));
    List<Permit> underWay = enter(limiter, 3);
    assertThat(
            limiters.limiter("prod/second", Account.credentials("token"), new CallLimits(6000, 1)))
        .isSameAs(limiter);
    assertThatOneAtATimeGoesOnceTheyAreDone(limiter, underWay);
  }

  @Test
  void aRotatedTokenWithTwentyCallsUnderWay() {
    var limits = new CallLimits(6000, 64);
    AccountLimiter old = limiters.limiter(ACCOUNT, Account.credentials("old"), limits);
    List<Permit> underWay = enter(old, 20);
    AccountLimiter rotated = limiters.limiter(ACCOUNT, Account.credentials("new"), limits);
    assertThat(rotated).isNotSameAs(old);
    underWay.forEach(Permit::close);
    assertThat(enter(rotated, 20)).hasSize(20);
  }

  private static void assertThatOneAtATimeGoesOnceTheyAreDone(
      AccountLimiter limiter, List<Permit> underWay) {
    assertThat(limiter.enter(Account.change("next"))).isInstanceOf(Admission.Queued.class);
    underWay.subList(1, underWay.size()).forEach(Permit::close);
    assertThat(limiter.enter(Account.change("next"))).isInstanceOf(Admission.Queued.class);
    underWay.getFirst().close();
    assertThat(limiter.enter(Account.change("next"))).isInstanceOf(Admission.Admitted.class);
    assertThat(limiter.enter(Account.change("after"))).isInstanceOf(Admission.Queued.class);
  }

  private static List<Permit> enter(AccountLimiter limiter, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(call -> limiter.enter(Account.change("caller-" + call)))
        .map(Admission.Admitted.class::cast)
        .map(Admission.Admitted::permit)
        .toList();
  }
}
