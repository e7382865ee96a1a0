package net.lumenia.voice.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A directory that goes when its owner goes, whatever ends the owner. A shell waits for the end of
 * a pipe from this JVM, which also a killed JVM closes, and only then removes the directory.
 */
final class OwnedDirectory implements AutoCloseable {
  // More than one try: programs that are just being killed may still add files.
  private static final String REMOVE_AT_END =
      """
      trap '' HUP INT QUIT TERM
      read -r _
      for attempt in 1 2 3 4 5; do
        rm -rf "$1" && exit
        sleep 1
      done
      exit 1
      """;

  private final Path path;
  private final Process guard;

  private OwnedDirectory(Path path, Process guard) {
    this.path = path;
    this.guard = guard;
  }

  static OwnedDirectory create(Path parent, String prefix) {
    try {
      Path path = Files.createTempDirectory(parent, prefix);
      Process guard =
          new ProcessBuilder("sh", "-c", REMOVE_AT_END, "sh", path.toString())
              .directory(parent.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new OwnedDirectory(path, guard);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      if (!guard.waitFor(30, TimeUnit.SECONDS) || Files.exists(path)) {
        throw new ControlPlaneException("cannot remove %s".formatted(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
