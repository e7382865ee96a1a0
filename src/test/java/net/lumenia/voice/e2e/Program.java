package net.lumenia.voice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program of the PATH and waits for its end. */
final class Program {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final List<String> start;

  /**
   * @param start its name, and arguments of every call
   */
  Program(String... start) {
    this.start = List.of(start);
  }

  /** The program failed; the message contains its output. */
  @SuppressWarnings("serial")
  static final class Failed extends RuntimeException {

    Failed(List<String> command, int exitCode, String output) {
      super(
          "%s ended with exit code %d%n%s".formatted(String.join(" ", command), exitCode, output));
    }
  }

  /**
   * Runs it.
   *
   * @return its standard output
   * @throws Failed if its exit code is not 0
   * @throws IllegalStateException if it is not on the PATH, or takes longer than ten minutes
   */
  String run(String... arguments) {
    List<String> command = Stream.concat(start.stream(), Stream.of(arguments)).toList();
    try {
      Path stdout = Files.createTempFile("stdout-", ".txt");
      Path stderr = Files.createTempFile("stderr-", ".txt");
      try {
        int exitCode = execute(command, stdout, stderr);
        if (exitCode != 0) {
          throw new Failed(command, exitCode, Files.readString(stdout) + Files.readString(stderr));
        }
        return Files.readString(stdout);
      } finally {
        Files.delete(stdout);
        Files.delete(stderr);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int execute(List<String> command, Path stdout, Path stderr) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(stdout.toFile())
              .redirectError(stderr.toFile())
              .start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("%s takes longer than %s".formatted(command, LIMIT));
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s is not on the PATH, see docs/development.md".formatted(command.getFirst()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
