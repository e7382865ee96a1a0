package net.lumenia.voice.operator;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The reconciles that are under way. As long as there are any, some step is due: the beginning or
 * the end of one, or the end of a request to either API. Each request ends within 30 s, so a minute
 * without a step is no outage of theirs. Thread-safe.
 */
final class Reconciles implements ProgressCheck {

  private static final int SHOWN = 10;

  private final LongSupplier nanoTime;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private volatile long stepped;

  /**
   * @param nanoTime goes on while this process is stopped
   */
  Reconciles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    step();
  }

  /** The same reconcile, counted while it runs. */
  Runnable counted(Runnable reconcile) {
    return () -> {
      step();
      running.add(Thread.currentThread());
      try {
        reconcile.run();
      } finally {
        step();
        running.remove(Thread.currentThread());
      }
    };
  }

  /** Something was completed. */
  void step() {
    stepped = nanoTime.getAsLong();
  }

  @Override
  public String name() {
    return "reconciles (%d under way)".formatted(running.size());
  }

  @Override
  public OptionalLong waitingSince(long now) {
    return running.isEmpty() ? OptionalLong.empty() : OptionalLong.of(stepped);
  }

  @Override
  public void restart(long now) {
    stepped = now;
  }

  @Override
  public List<Thread> threads() {
    return running.stream().limit(SHOWN).toList();
  }
}
