package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random events in any order: every caller gets a permit, and nothing stays in memory. */
class AccountLimitersStressTest {

  private static final List<String> ACCOUNTS = List.of("a/one", "a/two", "b/one", "c/one");
  private static final int CALLERS = 40;
  private static final Duration DURATION = Duration.ofMinutes(20);

  private final VirtualTime time = new VirtualTime();
  private final AccountLimiters limiters = TestAccount.limiters(time, new CallLimits(3000, 8));

  static IntStream seeds() {
    return IntStream.range(0, 10);
  }

  /** Edits, withdrawals, moves, changed limits, rotated tokens, deleted accounts and outages. */
  @ParameterizedTest
  @MethodSource("seeds")
  void randomEventsLeaveNoCallerWaitingAndNothingInMemory(int seed) {
    var events = new RandomEvents(new Random(seed));
    events.run();
    time.advance(DURATION);
    events.isOver = true;
    time.advance(Duration.ofMinutes(10));
    assertThat(events.inFlight).isZero();
    assertThat(events.maxInFlight).isBetween(4, 8);

    for (String account : ACCOUNTS) {
      for (int caller = 0; caller < CALLERS; caller++) {
        events.call(account, "last-" + caller, Priority.RESYNC);
      }
    }
    time.advance(Duration.ofMinutes(10));
    assertThat(events.servedAfterwards).isEqualTo(CALLERS * ACCOUNTS.size());
    assertThat(time.isQuiet()).isTrue();
    ACCOUNTS.forEach(limiters::forget);
    assertThat(limiters.size()).isZero();
  }

  private final class RandomEvents {

    private final Random random;
    private boolean isOver;
    private int inFlight;
    private int maxInFlight;
    private int servedAfterwards;
    private boolean down;

    RandomEvents(Random random) {
      this.random = random;
    }

    void run() {
      if (!isOver) {
        randomEvent();
        time.schedule(Duration.ofMillis(random.nextInt(200)), this::run);
      } else {
        down = false;
      }
    }

    private void randomEvent() {
      String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
      String caller = "caller-" + random.nextInt(CALLERS);
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> limiters.withdraw("a" + " " + caller);
        case 3 -> limiters.forget(account);
        case 4 -> limiter(account, "rotated-" + random.nextInt(2));
        case 5 -> down = random.nextInt(4) == 0;
        default -> call(account, caller, random.nextBoolean() ? Priority.CHANGE : Priority.RESYNC);
      }
    }

    private AccountLimiter limiter(String account, String token) {
      var limits = new CallLimits(60 + random.nextInt(2000), 1 + random.nextInt(12));
      return limiters.limiter(account, TestAccount.credentials(account + token), limits);
    }

    /** A caller belongs to a namespace, and may move between its accounts. */
    void call(String account, String name, Priority priority) {
      String id = account.substring(0, 1) + " " + name;
      boolean last = name.startsWith("last");
      var caller =
          new Caller(
              last ? account + name : id,
              priority,
              Duration.ofMinutes(1),
              () -> wake(account, name, priority));
      if (limiter(account, last ? "last" : "token").tryAcquire(caller)
          instanceof Admission.Admitted(Permit permit)) {
        maxInFlight = Math.max(maxInFlight, ++inFlight);
        time.schedule(Duration.ofMillis(random.nextInt(3000)), () -> end(permit, id, last));
      }
    }

    private boolean wake(String account, String name, Priority priority) {
      boolean last = name.startsWith("last");
      int reaction = last ? 9 : random.nextInt(10);
      if (reaction > 1) {
        time.schedule(Duration.ofMillis(random.nextInt(50)), () -> call(account, name, priority));
      }
      return reaction > 0;
    }

    private void end(Permit permit, String id, boolean last) {
      inFlight--;
      for (int call = random.nextInt(4); call >= 0; call--) {
        permit.call(id, this::answer);
      }
      permit.close();
      servedAfterwards += last ? 1 : 0;
    }

    private ApiResult<Object> answer() {
      return down && !isOver
          ? new ApiResult.Failure<>(failure(random.nextInt(3)))
          : new ApiResult.Success<>("fine");
    }
  }

  private static ApiFailure failure(int kind) {
    return switch (kind) {
      case 0 -> new ApiFailure.RateLimited(Optional.empty(), "slow down");
      case 1 -> new ApiFailure.Timeout("late");
      default -> new ApiFailure.Unavailable(OptionalInt.of(500), Optional.empty(), "down");
    };
  }

  /** With real threads and the real timer. */
  @Test
  void concurrentCallersAllGetPermits() throws InterruptedException {
    int callers = 400;
    var served = new CountDownLatch(callers);
    var inFlight = new AtomicInteger();
    var max = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var real =
            new AccountLimiters(
                TestAccount.client(),
                new CallLimits(1_000_000, 8),
                (_, _) -> {},
                _ -> {},
                CircuitTiming.DEFAULT,
                Clock.systemUTC())) {
      final class Call {
        private final String id;
        private final String account;

        Call(int number) {
          id = "caller-" + number;
          account = ACCOUNTS.get(number % ACCOUNTS.size());
        }

        boolean wake() {
          threads.execute(this::call);
          return true;
        }

        void call() {
          AccountLimiter limiter =
              real.limiter(
                  account, TestAccount.credentials(account), new CallLimits(1_000_000, 16));
          var caller = new Caller(id, Priority.CHANGE, Duration.ofMinutes(1), this::wake);
          if (limiter.tryAcquire(caller) instanceof Admission.Admitted(Permit permit)) {
            max.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            permit.call(id, () -> new ApiResult.Success<>("fine"));
            inFlight.decrementAndGet();
            permit.close();
            served.countDown();
          }
        }
      }
      IntStream.range(0, callers).mapToObj(Call::new).forEach(Call::wake);
      assertThat(served.await(30, TimeUnit.SECONDS)).as("all are served").isTrue();
      assertThat(max.get()).isBetween(1, 8);
      assertThat(real.size()).isEqualTo(ACCOUNTS.size() * 2);
    }
  }
}
