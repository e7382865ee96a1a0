package net.lumenia.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.LimiterObserver;
import org.junit.jupiter.api.Test;

/**
 * No code under a lock calls a method that can block. Otherwise a slow call for one tenant delays
 * every other tenant that needs the lock.
 */
class LocksTest {

  private static final Pattern BLOCKS =
      Pattern.compile(
          String.join(
              "|",
              "okhttp3/Call\\.execute",
              "okio/.*Source\\.(read|request|require|exhausted|skip|indexOf|select).*",
              "io/fabric8/kubernetes/client/(dsl|informers|extension)/.*",
              "io/fabric8/kubernetes/client/(Kubernetes)?Client\\..*",
              "io/github/resilience4j/.*",
              "java/lang/Thread\\.(sleep|join)",
              "java/lang/Object\\.wait",
              "java/lang/Process\\.waitFor",
              "java/util/concurrent/Semaphore\\.acquire.*",
              "java/util/concurrent/(CountDownLatch|Phaser|CyclicBarrier)\\..*await.*",
              "java/util/concurrent/[A-Za-z]*Future\\.(get|join)",
              "java/util/concurrent/.*(Executor|ExecutorService|Pool)\\.(await.*|close|invokeA.*)",
              "java/util/concurrent/.*(Queue|Deque)\\.(take.*|put.*)",
              "java/util/concurrent/locks/.*\\.(lock|lockInterruptibly|await.*|park.*)",
              "java/net/.*Socket\\..*",
              "java/net/http/HttpClient\\.send",
              "java/io/.*InputStream\\.read.*"));

  private static final CallGraph PROGRAM = CallGraph.of(AccountLimiters.class);

  /**
   * Only its own thread and the end of the process take its lock, no reconcile does. It has its own
   * client, and each request has a deadline.
   */
  private static final String ELECTION = "net.lumenia.voice.operator.election.LeaderElector";

  @Test
  void codeUnderALockDoesNotBlock() {
    assertThat(PROGRAM.lockingMethods()).as("methods with code under a lock").isGreaterThan(20);
    assertThat(PROGRAM.underLock(BLOCKS))
        .filteredOn(path -> !path.start().equals(ELECTION))
        .isEmpty();
  }

  /** A callback may take a lock of its own. */
  @Test
  void limiterCallsBackOnlyWithoutALock() {
    var callbacks =
        Pattern.compile(
            "java/util/function/(BooleanSupplier\\.getAsBoolean|Consumer\\.accept)|"
                + methods(LimiterObserver.class, "admitted")
                + "|"
                + methods(
                    AccountLimiter.class, "onPermitGranted", "close", "dispatch", "withdraw"));
    assertThat(PROGRAM.underLock(callbacks))
        .filteredOn(path -> path.start().startsWith(AccountLimiters.class.getPackageName()))
        .isEmpty();
  }

  /** Matches calls of these methods. They must exist: renaming one must not end the rule. */
  private static String methods(Class<?> type, String... names) {
    assertThat(type.getDeclaredMethods()).extracting(Method::getName).contains(names);
    return "%s\\.(%s)".formatted(type.getName().replace('.', '/'), String.join("|", names));
  }

  /** Without this, the rules could hold because nothing is found. */
  @Test
  void allKindsOfLocksAndIndirectCallsAreFound() {
    assertThat(CallGraph.of(LocksTest.class).underLock(BLOCKS))
        .filteredOn(path -> path.start().startsWith(LocksTest.class.getName() + "$"))
        .extracting(CallGraph.CallPath::toString)
        .containsExactlyInAnyOrder(
            "LocksTest$Locker.method -> LocksTest$Locker.slow -> Thread.sleep",
            "LocksTest$Locker.block -> LocksTest$Step.run -> Thread.sleep",
            "LocksTest$Locker.lock -> LocksTest$Locker.lambda$lock$0 -> LocksTest$Locker.slow"
                + " -> Thread.sleep",
            "LocksTest$Locker.map -> LocksTest$Locker.lambda$map$0 -> LocksTest$Locker.slow"
                + " -> Thread.sleep",
            "LocksTest$Locker.semaphore -> Semaphore.acquireUninterruptibly");
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  @SuppressWarnings({"UnusedMethod", "UnusedNestedClass"})
  private static final class Locker {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> map = new ConcurrentHashMap<>();
    private final Executor executor = Runnable::run;

    private static String slow() {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "";
    }

    synchronized void method() {
      slow();
    }

    void block(Step step) throws InterruptedException {
      synchronized (map) {
        step.run();
      }
    }

    Step step() {
      return () -> Thread.sleep(1);
    }

    void lock(Optional<String> text) {
      lock.lock();
      try {
        text.ifPresent(_ -> slow());
      } finally {
        lock.unlock();
      }
      slow();
    }

    void map() {
      map.computeIfAbsent("key", _ -> slow());
    }

    synchronized void semaphore(Semaphore semaphore) {
      semaphore.acquireUninterruptibly();
    }

    synchronized void later() {
      executor.execute(Locker::slow);
    }

    void withoutLock() {
      synchronized (map) {
        map.clear();
      }
      slow();
    }
  }
}
