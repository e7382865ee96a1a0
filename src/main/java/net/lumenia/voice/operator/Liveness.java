package net.lumenia.voice.operator;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every few seconds that reconciles, timers and metrics make progress. Without progress for
 * a minute they have stalled, because a lock is never released or a thread has died. Outages of the
 * API server or of Lumenia are no stalls, because requests end in time even then.
 */
final class Liveness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

  private record Stall(String what, Duration time, List<Thread> threads) {}

  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final Consumer<String> onStall;
  private final List<ProgressCheck> watched = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile List<Stall> stalls = List.of();
  private volatile long checked;

  /**
   * @param timeout how long no progress is tolerated
   * @param nanoTime advances while this process is stopped
   * @param onStall receives a description of the stall at every check that finds one; must not
   *     block
   */
  Liveness(Duration timeout, LongSupplier nanoTime, Consumer<String> onStall) {
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    this.onStall = onStall;
    checked = nanoTime.getAsLong();
  }

  /** Starts to check this. */
  void watch(ProgressCheck progress) {
    watched.add(progress);
  }

  /** Starts to check that the thread of a timer runs tasks. */
  void watchTimer(String name, Executor timer) {
    watch(new Heartbeat("the timer of " + name, timer));
  }

  /**
   * Starts to check that a call returns, each time on a new thread.
   *
   * @param canary takes the same locks as the operation that it represents
   */
  void watchCall(String name, Runnable canary) {
    watch(
        new Heartbeat(
            name,
            done ->
                Thread.ofPlatform()
                    .daemon()
                    .name("liveness-" + name)
                    .start(
                        () -> {
                          canary.run();
                          done.run();
                        })));
  }

  void start() {
    Thread.ofPlatform().daemon().name("liveness").start(this::checkRegularly);
  }

  private void checkRegularly() {
    try {
      do {
        check();
      } while (!over.await(timeout.toNanos() / 12, TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Checks once. A late check means that the whole process was stopped, so waiting times start
   * anew. {@code onStall} is called before the log, because the log may be what has stalled.
   */
  void check() {
    long now = nanoTime.getAsLong();
    if (now - checked > timeout.toNanos() / 4) {
      watched.forEach(progress -> progress.restart(now));
    }
    checked = now;
    boolean known = !stalls.isEmpty();
    stalls = watched.stream().flatMap(progress -> stall(progress, now).stream()).toList();
    if (!stalls.isEmpty()) {
      onStall.accept(describe(stalls));
    }
    if (known && stalls.isEmpty()) {
      LOG.info("No stall any more: there is progress again");
    }
    if (!known && !stalls.isEmpty()) {
      LOG.error(
          "{}; /healthz fails until there is progress\n{}",
          describe(stalls),
          ThreadDump.of(stalls.stream().flatMap(stall -> stall.threads().stream()).toList()));
    }
  }

  private Optional<Stall> stall(ProgressCheck progress, long now) {
    return progress.waitingSince(now).stream()
        .mapToObj(since -> Duration.ofNanos(now - since))
        .filter(time -> time.compareTo(timeout) >= 0)
        .map(time -> new Stall(progress.name(), time, progress.threads()))
        .findFirst();
  }

  /** The current stall and its duration, if there is one. Does not block. */
  Optional<String> problem() {
    Duration sinceCheck = Duration.ofNanos(nanoTime.getAsLong() - checked);
    if (sinceCheck.compareTo(timeout) >= 0) {
      return Optional.of(describe("liveness", sinceCheck));
    }
    return Optional.of(stalls).filter(all -> !all.isEmpty()).map(Liveness::describe);
  }

  private static String describe(List<Stall> stalls) {
    return stalls.stream()
        .map(stall -> describe(stall.what(), stall.time()))
        .collect(joining("; "));
  }

  private static String describe(String what, Duration time) {
    return "no progress in %s for %d s".formatted(what, time.toSeconds());
  }

  @Override
  public void close() {
    over.countDown();
  }
}
