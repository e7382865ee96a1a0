package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory for reading large bodies, over all accounts. A body of up to {@link
 * Limits#SMALL_BODY_BYTES} is read at once. A larger one needs room for what reading it may take at
 * most, and an account has room for one at a time, so that none can take it all. Whoever waits does
 * so in order and on the call's own thread.
 */
final class BodyBudget {

  /** Texts of an assistant, and a buffer for the longest of them: twice what was measured. */
  static final int ASSISTANT = 3 << 20;

  /** The values of a catalog, first as JSON and then as {@code Allowed}. */
  static final int CATALOG = 12 << 20;

  private static final int HEAP_SHARE = 5;

  private final Semaphore free;
  private final ConcurrentMap<AccountEndpoint, Turn> turns = new ConcurrentHashMap<>();

  /** A fifth of the heap, and no less than a catalog and an assistant need. */
  BodyBudget() {
    this(Math.toIntExact(Math.clamp(heap() / HEAP_SHARE, CATALOG + ASSISTANT, Integer.MAX_VALUE)));
  }

  BodyBudget(int bytes) {
    this.free = new Semaphore(bytes, true);
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  /**
   * Room for one body, which is not taken yet.
   *
   * @param bytes that reading it may take
   * @param deadline of the call, as {@link System#nanoTime}
   */
  Room room(AccountEndpoint account, int bytes, long deadline) {
    return new Room(account, bytes, deadline);
  }

  /** Accounts that have or want room. */
  int accounts() {
    return turns.size();
  }

  /** Whose turn it is among the bodies of an account; dropped when there are none. */
  private static final class Turn {
    private final Semaphore one = new Semaphore(1, true);
    private int users;
  }

  private Turn enter(AccountEndpoint account) {
    return turns.compute(
        account,
        (_, known) -> {
          Turn turn = known == null ? new Turn() : known;
          turn.users++;
          return turn;
        });
  }

  private void leave(AccountEndpoint account) {
    turns.computeIfPresent(account, (_, turn) -> --turn.users == 0 ? null : turn);
  }

  /** Belongs to one call and its thread. */
  final class Room implements AutoCloseable {

    private final AccountEndpoint account;
    private final int bytes;
    private final long deadline;
    private Runnable giveBack = () -> {};
    private boolean taken;

    private Room(AccountEndpoint account, int bytes, long deadline) {
      this.account = account;
      this.bytes = bytes;
      this.deadline = deadline;
    }

    /**
     * Waits for the room, if it is not taken yet.
     *
     * @throws NoRoom if there is none until the call's deadline
     * @throws InterruptedIOException if the thread is interrupted meanwhile
     */
    void take() throws IOException {
      if (taken) {
        return;
      }
      Turn turn = enter(account);
      giveBack = () -> leave(account);
      acquire(turn.one, 1);
      giveBack = after(() -> turn.one.release(), giveBack);
      acquire(free, bytes);
      giveBack = after(() -> free.release(bytes), giveBack);
      taken = true;
      ReceivedBytes.expectLargeBody();
    }

    private void acquire(Semaphore semaphore, int permits) throws IOException {
      try {
        long left = deadline - System.nanoTime();
        if (!semaphore.tryAcquire(permits, left, TimeUnit.NANOSECONDS)) {
          throw new NoRoom();
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

    /** Gives back what was taken. */
    @Override
    public void close() {
      giveBack.run();
      giveBack = () -> {};
    }
  }

  /** Other large bodies were being read until the call's deadline. */
  static final class NoRoom extends IOException {

    private static final long serialVersionUID = 1;

    NoRoom() {
      super("no room");
    }
  }

  /** A deadline for {@link #room}, from now. */
  static long deadline(Duration call) {
    return System.nanoTime() + call.toNanos();
  }
}
