package net.lumenia.voice.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that ends when its owner ends, whatever ends the owner. A shell stands between the two
 * and kills the program at the end of a pipe from this JVM, which also a killed JVM closes; the
 * signals of a terminal do not reach that shell. Nothing but {@code sh} is needed for it, so it
 * works with every program and system that Kubernetes itself is tested on.
 */
public final class GuardedProcess implements AutoCloseable {
  private static final String GUARD =
      """
      trap '' HUP INT QUIT TERM
      exec 3<&0
      (trap - HUP TERM; exec "$@") 3<&- </dev/null &
      program=$!
      { read -r _ <&3; kill -KILL "$program"; } &
      watch=$!
      wait "$program"
      code=$?
      kill -KILL "$watch"
      exit "$code"
      """;

  private static final Duration STATE_DEADLINE = Duration.ofMinutes(2);
  private static final int TAIL_LINES = 20;

  private final String name;
  private final Process guard;
  private final Path log;

  private GuardedProcess(String name, Process guard, Path log) {
    this.name = name;
    this.guard = guard;
    this.log = log;
  }

  /** Starts the builder's command; its output is added to the log. */
  public static GuardedProcess start(ProcessBuilder builder, Path log) {
    String name = Path.of(builder.command().getFirst()).getFileName().toString();
    var command = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
    command.addAll(builder.command());
    try {
      Process guard =
          builder
              .command(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new GuardedProcess(name, guard, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the program runs. */
  public boolean isAlive() {
    return guard.isAlive();
  }

  /** Waits for the end of the program; false if it is still running after the given time. */
  public boolean endedWithin(Duration time) {
    try {
      return guard.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while waiting for " + name, e);
    }
  }

  /** The program's exit code, once it has ended. */
  public int exitCode() {
    return guard.exitValue();
  }

  /** The program itself, to send it signals; empty if it has ended. */
  public Optional<ProcessHandle> program() {
    return guard
        .children()
        .filter(child -> child.info().command().filter(GuardedProcess::isShell).isEmpty())
        .findFirst();
  }

  private static boolean isShell(String command) {
    return Set.of("sh", "dash", "bash", "busybox")
        .contains(Path.of(command).getFileName().toString());
  }

  /**
   * Waits until the program has brought something about.
   *
   * @throws ControlPlaneException with the end of the log when it ends instead, or takes too long
   */
  public void await(String state, BooleanSupplier reached) {
    long deadline = System.nanoTime() + STATE_DEADLINE.toNanos();
    while (!reached.getAsBoolean()) {
      if (endedWithin(Duration.ofMillis(50))) {
        throw new ControlPlaneException(
            "%s ended with code %d before %s:%n%s".formatted(name, exitCode(), state, tail()));
      }
      if (System.nanoTime() > deadline) {
        throw new ControlPlaneException(
            "%s: after %d s still not: %s:%n%s"
                .formatted(name, STATE_DEADLINE.toSeconds(), state, tail()));
      }
    }
  }

  /** The last lines of what the program said. */
  String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the program, which loses nothing: what etcd has been told survives the end of etcd. */
  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!endedWithin(Duration.ofSeconds(30))) {
      throw new ControlPlaneException("%s does not end".formatted(name));
    }
  }
}
