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

/** Everything at once: whatever happens, everybody has a turn and nothing is left behind. */
class AccountLimitersStressTest {

  private static final List<String> ACCOUNTS = List.of("a/one", "a/two", "b/one", "c/one");
  private static final int CALLERS = 40;
  private static final Duration STORM = Duration.ofMinutes(20);

  private final World world = new World();
  private final AccountLimiters limiters = Account.limiters(world, new CallLimits(3000, 8));

  static IntStream seeds() {
    return IntStream.range(0, 10);
  }

  /** Edits, withdrawals, moves, changed limits, rotated tokens, deleted accounts and outages. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aStormOfEverythingEnds(int seed) {
    var storm = new Storm(new Random(seed));
    storm.go();
    world.advance(STORM);
    storm.isOver = true;
    world.advance(Duration.ofMinutes(10));
    assertThat(storm.underWay).isZero();
    assertThat(storm.mostUnderWay).isBetween(4, 8);

    for (String account : ACCOUNTS) {
      for (int caller = 0; caller < CALLERS; caller++) {
        storm.enter(account, "last-" + caller, Priority.RESYNC);
      }
    }
    world.advance(Duration.ofMinutes(10));
    assertThat(storm.servedAtLast).isEqualTo(CALLERS * ACCOUNTS.size());
    assertThat(world.isQuiet()).isTrue();
    ACCOUNTS.forEach(limiters::forget);
    assertThat(limiters.remembered()).isZero();
  }

  private final class Storm {

    private final Random random;
    private boolean isOver;
    private int underWay;
    private int mostUnderWay;
    private int servedAtLast;
    private boolean down;

    Storm(Random random) {
      this.random = random;
    }

    void go() {
      if (!isOver) {
        happen();
        world.schedule(Duration.ofMillis(random.nextInt(200)), this::go);
      } else {
        down = false;
      }
    }

    private void happen() {
      String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
      String caller = "caller-" + random.nextInt(CALLERS);
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> limiters.withdraw("a" + " " + caller);
        case 3 -> limiters.forget(account);
        case 4 -> limiter(account, "rotated-" + random.nextInt(2));
        case 5 -> down = random.nextInt(4) == 0;
        default -> enter(account, caller, random.nextBoolean() ? Priority.CHANGE : Priority.RESYNC);
      }
    }

    private AccountLimiter limiter(String account, String token) {
      var limits = new CallLimits(60 + random.nextInt(2000), 1 + random.nextInt(12));
      return limiters.limiter(account, Account.credentials(account + token), limits);
    }

    /** A caller belongs to a namespace, and may move between the accounts in it. */
    void enter(String account, String name, Priority priority) {
      String id = account.substring(0, 1) + " " + name;
      boolean last = name.startsWith("last");
      var caller =
          new Caller(
              last ? account + name : id,
              priority,
              Duration.ofMinutes(1),
              () -> comes(account, name, priority));
      if (limiter(account, last ? "last" : "token").enter(caller)
          instanceof Admission.Admitted(Permit permit)) {
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        world.schedule(Duration.ofMillis(random.nextInt(3000)), () -> end(permit, id, last));
      }
    }

    private boolean comes(String account, String name, Priority priority) {
      boolean last = name.startsWith("last");
      int way = last ? 9 : random.nextInt(10);
      if (way > 1) {
        world.schedule(Duration.ofMillis(random.nextInt(50)), () -> enter(account, name, priority));
      }
      return way > 0;
    }

    private void end(Permit permit, String id, boolean last) {
      underWay--;
      for (int call = random.nextInt(4); call >= 0; call--) {
        permit.call(id, this::answer);
      }
      permit.close();
      servedAtLast += last ? 1 : 0;
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
  void manyThreadsAtOnceAreAllServed() throws InterruptedException {
    int callers = 400;
    var served = new CountDownLatch(callers);
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var real =
            new AccountLimiters(
                Account.client(),
                new CallLimits(1_000_000, 8),
                (_, _) -> {},
                _ -> {},
                Clock.systemUTC())) {
      final class Visit {
        private final String id;
        private final String account;

        Visit(int number) {
          id = "caller-" + number;
          account = ACCOUNTS.get(number % ACCOUNTS.size());
        }

        boolean comes() {
          threads.execute(this::enter);
          return true;
        }

        void enter() {
          AccountLimiter limiter =
              real.limiter(account, Account.credentials(account), new CallLimits(1_000_000, 16));
          var caller = new Caller(id, Priority.CHANGE, Duration.ofMinutes(1), this::comes);
          if (limiter.enter(caller) instanceof Admission.Admitted(Permit permit)) {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            permit.call(id, () -> new ApiResult.Success<>("fine"));
            underWay.decrementAndGet();
            permit.close();
            served.countDown();
          }
        }
      }
      IntStream.range(0, callers).mapToObj(Visit::new).forEach(Visit::comes);
      assertThat(served.await(30, TimeUnit.SECONDS)).as("all are served").isTrue();
      assertThat(most.get()).isBetween(1, 8);
      assertThat(real.remembered()).isEqualTo(ACCOUNTS.size() * 2);
    }
  }
}
