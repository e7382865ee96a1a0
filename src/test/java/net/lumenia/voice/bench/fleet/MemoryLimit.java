package net.lumenia.voice.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.bench.Progress;

/**
 * A memory limit for one process: a group of its own (cgroup v2) where this process may make one.
 * Elsewhere nothing enforces the limit, and the operator only knows it from its command line.
 *
 * @param group absent: the limit is not enforced
 */
record MemoryLimit(int mebibytes, Optional<Path> group) implements AutoCloseable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Path OWN = Path.of("/proc/self/cgroup");

  static MemoryLimit of(int mebibytes) {
    return new MemoryLimit(
        mebibytes,
        parents(ROOT, OWN).flatMap(parent -> create(parent, mebibytes).stream()).findFirst());
  }

  /** Where a group could be made: beside the group of this process, or in it. */
  static Stream<Path> parents(Path root, Path ownGroup) {
    try {
      if (!Files.readString(root.resolve("cgroup.controllers")).contains("memory")) {
        return Stream.of();
      }
      Path own =
          root.resolve(
              Files.readString(ownGroup)
                  .lines()
                  .filter(line -> line.startsWith("0::/"))
                  .map(line -> line.substring("0::/".length()))
                  .findFirst()
                  .orElse(""));
      return Stream.of(own.equals(root) ? own : own.resolveSibling("."), own)
          .map(Path::normalize)
          .distinct();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  private static Optional<Path> create(Path parent, int mebibytes) {
    Path group = parent.resolve("voice-operator-fleet-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
      try {
        // Missing if the parent does not divide its memory among its groups.
        Files.writeString(group.resolve("memory.max"), Long.toString((long) mebibytes << 20));
        return Optional.of(group);
      } catch (IOException e) {
        Files.delete(group);
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean isEnforced() {
    return group.isPresent();
  }

  /** The command, within the limit. */
  List<String> around(List<String> command) {
    if (group.isEmpty()) {
      return command;
    }
    var within =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "echo $$ > \"$0\" && exec \"$@\"",
                group.get().resolve("cgroup.procs").toString()));
    within.addAll(command);
    return within;
  }

  @Override
  public void close() {
    group.ifPresent(
        directory -> {
          try {
            Files.delete(directory);
          } catch (IOException e) {
            Progress.say("cannot remove %s: %s".formatted(directory, e.getMessage()));
          }
        });
  }
}
