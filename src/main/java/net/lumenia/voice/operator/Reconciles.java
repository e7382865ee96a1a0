package net.lumenia.voice.operator;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The running reconciles. While there are any, steps are due: the start or the end of a reconcile,
 * or the end of a request to either API. Each request ends within 30 s, so an outage of an API
 * cannot cause a minute without a step. Thread-safe.
 */
final class Reconciles implements ProgressCheck {

  private static final int SHOWN = 10;

  private final LongSupplier nanoTime;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private volatile long stepped;

  /**
   * @param nanoTime advances while this process is stopped
   */
  Reconciles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    step();
  }

  /** Wraps a reconcile so that it is counted while it runs. */
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

  /** Records that a step was completed. */
  void step() {
    stepped = nanoTime.getAsLong();
  }

  @Override
  public String name() {
    return "reconciles (%d running)".formatted(running.size());
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
