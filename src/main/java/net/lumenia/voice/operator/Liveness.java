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
 * Whether this process makes progress. Reconciles, timers and metrics are checked every few
 * seconds, and what has not got on for a minute has stalled: by a lock that is never released, or a
 * thread that is gone. Outages of the API server or of Lumenia are no stalls, because requests end
 * in time then, too.
 */
final class Liveness implements AutoCloseable {

  /** Twice the time that a single request may take. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

  private record Stall(String what, Duration time, List<Thread> threads) {}

  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Consumer<String> onStall;
  private final List<ProgressCheck> watched = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile List<Stall> stalls = List.of();
  private volatile long checked;

  /**
   * @param patience after which no progress is a stall
   * @param nanoTime goes on while this process is stopped
   * @param onStall is told what has stalled, at every check that finds something; must not wait
   */
  Liveness(Duration patience, LongSupplier nanoTime, Consumer<String> onStall) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.onStall = onStall;
    checked = nanoTime.getAsLong();
  }

  /** From now on this is checked. */
  void watch(ProgressCheck progress) {
    watched.add(progress);
  }

  /** From now on it is checked that a timer's thread runs what it is given. */
  void watchTimer(String name, Executor timer) {
    watch(new Heartbeat("the timer of " + name, timer));
  }

  /**
   * From now on it is checked that something comes to its end, on a thread of its own.
   *
   * @param canary takes the same locks as what it stands for
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
      } while (!over.await(patience.toNanos() / 12, TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Checks once. When that is late, the whole process was stopped, and so was what it checks. What
   * reacts to a stall comes before the log: that may be what everything waits for.
   */
  void check() {
    long now = nanoTime.getAsLong();
    if (now - checked > patience.toNanos() / 4) {
      watched.forEach(progress -> progress.restart(now));
    }
    checked = now;
    boolean known = !stalls.isEmpty();
    stalls = watched.stream().flatMap(progress -> stall(progress, now).stream()).toList();
    if (!stalls.isEmpty()) {
      onStall.accept(describe(stalls));
    }
    if (known && stalls.isEmpty()) {
      LOG.info("There is progress again");
    }
    if (!known && !stalls.isEmpty()) {
      LOG.error(
          "{}; /healthz fails until there is\n{}",
          describe(stalls),
          ThreadDump.of(stalls.stream().flatMap(stall -> stall.threads().stream()).toList()));
    }
  }

  private Optional<Stall> stall(ProgressCheck progress, long now) {
    return progress.waitingSince(now).stream()
        .mapToObj(since -> Duration.ofNanos(now - since))
        .filter(time -> time.compareTo(patience) >= 0)
        .map(time -> new Stall(progress.name(), time, progress.threads()))
        .findFirst();
  }

  /** What has stalled, and for how long. Does not wait. */
  Optional<String> problem() {
    Duration sinceCheck = Duration.ofNanos(nanoTime.getAsLong() - checked);
    if (sinceCheck.compareTo(patience) >= 0) {
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
    return "no progress of %s for %d s".formatted(what, time.toSeconds());
  }

  @Override
  public void close() {
    over.countDown();
  }
}
