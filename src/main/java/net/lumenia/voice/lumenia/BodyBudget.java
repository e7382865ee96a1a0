package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the memory for large bodies, over all accounts. A body of up to {@link
 * Limits#SMALL_BODY_BYTES} is read at once. A larger one first acquires the most memory that
 * reading it can take. An account can read one large body at a time, so that no account uses the
 * whole budget. Calls wait on their own threads, in order.
 */
final class BodyBudget {

  /** For the texts of an assistant and the parser's buffer: twice the measured memory, in bytes. */
  static final int ASSISTANT = 3 << 20;

  /** For the values of a catalog, as JSON and as {@code AllowedValues}, in bytes. */
  static final int CATALOG = 12 << 20;

  private static final int HEAP_SHARE = 5;

  private final Semaphore freeBytes;
  private final ConcurrentMap<AccountEndpoint, AccountLock> locks = new ConcurrentHashMap<>();

  /** A fifth of the heap, but enough for one catalog and one assistant. */
  BodyBudget() {
    this(Math.toIntExact(Math.clamp(heap() / HEAP_SHARE, CATALOG + ASSISTANT, Integer.MAX_VALUE)));
  }

  BodyBudget(int bytes) {
    this.freeBytes = new Semaphore(bytes, true);
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  /**
   * Memory for one body, which is not acquired yet.
   *
   * @param bytes the most memory that reading it can take
   * @param deadline of the call, as {@link System#nanoTime}
   */
  Allocation allocation(AccountEndpoint account, int bytes, long deadline) {
    return new Allocation(account, bytes, deadline);
  }

  /** The accounts that read or wait for a large body. */
  int accounts() {
    return locks.size();
  }

  /** Held while a large body of an account is read; removed when no call uses it. */
  private static final class AccountLock {
    private final Semaphore semaphore = new Semaphore(1, true);
    private int users;
  }

  private AccountLock addUser(AccountEndpoint account) {
    return locks.compute(
        account,
        (_, known) -> {
          AccountLock lock = known == null ? new AccountLock() : known;
          lock.users++;
          return lock;
        });
  }

  private void removeUser(AccountEndpoint account) {
    locks.computeIfPresent(account, (_, lock) -> --lock.users == 0 ? null : lock);
  }

  /** The memory for one body. Used by the thread of its call only. */
  final class Allocation implements AutoCloseable {

    private final AccountEndpoint account;
    private final int bytes;
    private final long deadline;
    private Runnable release = () -> {};
    private boolean acquired;

    private Allocation(AccountEndpoint account, int bytes, long deadline) {
      this.account = account;
      this.bytes = bytes;
      this.deadline = deadline;
    }

    /**
     * Waits for the memory, unless it is already acquired.
     *
     * @throws BudgetExhausted if it is not available before the call's deadline
     * @throws InterruptedIOException if the thread is interrupted
     */
    void acquire() throws IOException {
      if (acquired) {
        return;
      }
      AccountLock lock = addUser(account);
      release = () -> removeUser(account);
      acquire(lock.semaphore, 1);
      release = after(() -> lock.semaphore.release(), release);
      acquire(freeBytes, bytes);
      release = after(() -> freeBytes.release(bytes), release);
      acquired = true;
      ReceivedBytes.expectLargeBody();
    }

    private void acquire(Semaphore semaphore, int permits) throws IOException {
      try {
        long left = deadline - System.nanoTime();
        if (!semaphore.tryAcquire(permits, left, TimeUnit.NANOSECONDS)) {
          throw new BudgetExhausted();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    private static Runnable after(Runnable first, Runnable then) {
      return () -> {
        first.run();
        then.run();
      };
    }

    /** Releases the memory. */
    @Override
    public void close() {
      release.run();
      release = () -> {};
    }
  }

  /** Other large bodies used the memory until the call's deadline. */
  static final class BudgetExhausted extends IOException {

    private static final long serialVersionUID = 1;

    BudgetExhausted() {
      super("no memory for a large body");
    }
  }

  /** The deadline of a call that starts now. */
  static long deadline(Duration call) {
    return System.nanoTime() + call.toNanos();
  }
}
