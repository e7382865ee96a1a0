package net.lumenia.voice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A chart that has the project's chart as a dependency. */
final class UmbrellaChart {

  private static final Path CHART = RenderedChart.VALUES.resolve("umbrella");

  private UmbrellaChart() {}

  /** Writes it, with its dependency, into a folder. */
  static Path in(Path directory) {
    copy(CHART, directory);
    copy(Helm.CHART, directory.resolve("charts/voice-operator"));
    return directory;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
