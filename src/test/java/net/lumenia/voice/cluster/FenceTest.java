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
  void renewalsKeepTheFenceOpen() {
    assertThat(fence.isOpen()).isFalse();
    for (int renewal = 0; renewal < 5; renewal++) {
      fence.renew(now.get());
      advance(Duration.ofSeconds(9));
      assertThat(fence.isOpen()).isTrue();
      assertThat(fence.left()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void fenceClosesWithoutRenewal() {
    fence.renew(now.get());
    advance(Duration.ofSeconds(10));
    assertThat(fence.isOpen()).isFalse();
    assertThat(fence.left()).isZero();
  }

  /** Other processes may count from the time at which the renewal was sent. */
  @Test
  void slowRenewalCountsFromItsStart() {
    long sent = now.get();
    advance(Duration.ofSeconds(4));
    fence.renew(sent);
    advance(Duration.ofSeconds(6));
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void closeClosesTheFence() {
    fence.renew(now.get());
    fence.close();
    assertThat(fence.isOpen()).isFalse();
  }

  /** A renewal may be in flight. */
  @Test
  void renewalDoesNotReopenAClosedFence() {
    fence.close();
    fence.renew(now.get());
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void fenceWithoutLeaderElectionStaysOpenUntilClose() {
    Fence open = Fence.open(now::get);
    advance(Duration.ofDays(10_000));
    assertThat(open.isOpen()).isTrue();
    open.close();
    assertThat(open.isOpen()).isFalse();
  }

  @Test
  void freshReadIsValidForTenSeconds() {
    BooleanSupplier check = Fence.open(now::get).fromNow(LeaseTiming.DEFAULT.maxReadAge());
    advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(check.getAsBoolean()).isTrue();
    advance(Duration.ofNanos(1));
    assertThat(check.getAsBoolean()).isFalse();
  }

  @Test
  void closedFenceInvalidatesTheFreshRead() {
    fence.renew(now.get());
    BooleanSupplier check = fence.fromNow(LeaseTiming.DEFAULT.maxReadAge());
    assertThat(check.getAsBoolean()).isTrue();
    fence.close();
    assertThat(check.getAsBoolean()).isFalse();
  }

  private void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
