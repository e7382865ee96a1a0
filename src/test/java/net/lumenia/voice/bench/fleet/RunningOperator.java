package net.lumenia.voice.bench.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.controlplane.GuardedProcess;

/** A process of an operator. */
final class RunningOperator implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final double QUIET_CORES = 0.05;
  private static final int QUIET_AT_MOST = 15;
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);
  private static final HttpClient PROBES = HttpClient.newHttpClient();

  private final GuardedProcess process;
  private final Instant started;
  private final long pid;
  private final CompletableFuture<Duration> ready;

  private RunningOperator(GuardedProcess process, Instant started, URI readiness) {
    this.process = process;
    this.started = started;
    process.await("its program runs", () -> process.program().isPresent());
    this.pid = process.program().orElseThrow().pid();
    this.ready = since("it is ready", () -> isReady(readiness));
  }

  /**
   * Starts it.
   *
   * @param log for its output
   */
  static RunningOperator start(
      OperatorDefinition definition, Placeholders values, MemoryLimit limit, Path log) {
    var builder =
        new ProcessBuilder(
            limit.around(definition.command().stream().map(values::replaceIn).toList()));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    definition
        .environment()
        .forEach((name, value) -> builder.environment().put(name, values.replaceIn(value)));
    Instant started = Instant.now();
    return new RunningOperator(
        GuardedProcess.start(builder, log),
        started,
        URI.create(values.replaceIn(definition.ready())));
  }

  Instant started() {
    return started;
  }

  /** From the start until it said that it is ready. */
  Duration ready() {
    return ready.join();
  }

  /** From the start until something is the case, which is asked for all the time. */
  CompletableFuture<Duration> since(String state, BooleanSupplier holds) {
    return CompletableFuture.supplyAsync(
        () -> {
          while (!holds.getAsBoolean()) {
            if (process.endedWithin(POLL)) {
              throw new IllegalStateException("the operator ended before " + state);
            }
          }
          return Duration.between(started, Instant.now());
        },
        THREADS);
  }

  private static boolean isReady(URI readiness) {
    try {
      return PROBES
              .send(
                  HttpRequest.newBuilder(readiness).timeout(PROBE_TIMEOUT).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessUsage usage() {
    return ProcessUsage.of(pid);
  }

  long pid() {
    return pid;
  }

  /** Waits until it has nothing to do for two seconds, or not longer than 15 seconds. */
  void awaitQuiet() {
    int quiet = 0;
    for (int i = 0; i < QUIET_AT_MOST && quiet < 2; i++) {
      Duration before = usage().cpu();
      if (process.endedWithin(QUIET)) {
        throw new IllegalStateException("the operator ended");
      }
      double cores = usage().cpu().minus(before).toNanos() / (double) QUIET.toNanos();
      quiet = cores < QUIET_CORES ? quiet + 1 : 0;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
