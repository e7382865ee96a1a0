package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FenceTest {

  /** System.nanoTime may be negative. */
  private final AtomicLong now = new AtomicLong(-Duration.ofDays(1).toNanos());

  private final Fence fence = new Fence(Duration.ofSeconds(10), now::get);

  @Test
  void opensWithTheFirstRenewalAndStaysOpenWhileItIsRenewed() {
    assertThat(fence.isOpen()).isFalse();
    for (int renewal = 0; renewal < 5; renewal++) {
      fence.renew(now.get());
      pass(Duration.ofSeconds(9));
      assertThat(fence.isOpen()).isTrue();
      assertThat(fence.left()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void closesByItselfWithoutRenewal() {
    fence.renew(now.get());
    pass(Duration.ofSeconds(10));
    assertThat(fence.isOpen()).isFalse();
    assertThat(fence.left()).isZero();
  }

  /** Other processes may count from the moment at which the renewal was sent. */
  @Test
  void aSlowRenewalCountsFromWhenItWasSent() {
    long asked = now.get();
    pass(Duration.ofSeconds(4));
    fence.renew(asked);
    pass(Duration.ofSeconds(6));
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void canBeClosed() {
    fence.renew(now.get());
    fence.close();
    assertThat(fence.isOpen()).isFalse();
  }

  /** A renewal may be under way. */
  @Test
  void aRenewalDoesNotReopenAClosedFence() {
    fence.close();
    fence.renew(now.get());
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void withoutLeaderElectionItIsOpenUntilItIsClosed() {
    Fence open = Fence.open(now::get);
    pass(Duration.ofDays(10_000));
    assertThat(open.isOpen()).isTrue();
    open.close();
    assertThat(open.isOpen()).isFalse();
  }

  @Test
  void aFreshReadCountsForTenSeconds() {
    BooleanSupplier check = Fence.open(now::get).fromNow();
    pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(check.getAsBoolean()).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(check.getAsBoolean()).isFalse();
  }

  @Test
  void aFreshReadDoesNotCountOnceTheFenceIsClosed() {
    fence.renew(now.get());
    BooleanSupplier check = fence.fromNow();
    assertThat(check.getAsBoolean()).isTrue();
    fence.close();
    assertThat(check.getAsBoolean()).isFalse();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
