package net.lumenia.voice.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** One thing that a tenant does to harm the others, again and again until it is closed. */
final class Attack implements AutoCloseable {

  /** Once more. */
  @FunctionalInterface
  interface Strike {

    /**
     * Does it.
     *
     * @param count how often it was done before
     */
    void strike(int count) throws Exception;
  }

  private final String name;
  private final Duration pause;
  private final Strike strike;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<String> refusal = new AtomicReference<>("");
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);

  private Attack(String name, Duration pause, Strike strike) {
    this.name = name;
    this.pause = pause;
    this.strike = strike;
  }

  static Attack of(String name, Duration pause, Strike strike) {
    return new Attack(name, pause, strike);
  }

  void begin() {
    thread.start();
  }

  private void run() {
    try {
      do {
        attempt();
      } while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is refused, by a conflict for instance, is tried in another way the next time. */
  private void attempt() {
    try {
      strike.strike((int) (done.get() + refused.get()));
      done.incrementAndGet();
    } catch (Exception e) {
      refused.incrementAndGet();
      refusal.set(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  void print() {
    System.out.printf(
        "attack: %-60s %6d times, %d failed%s%n",
        name,
        done.get(),
        refused.get(),
        refusal.get().isEmpty() ? "" : ", the last with: " + cut(refusal.get()));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(120, text.length()));
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
