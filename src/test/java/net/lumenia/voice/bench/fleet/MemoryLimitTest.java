package net.lumenia.voice.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {

  @TempDir private Path root;
  private Path own = Path.of("");

  @BeforeEach
  void ownGroup() throws IOException {
    own = Files.writeString(root.resolve("self"), "1:cpu:/other\n0::/user.slice/session.scope\n");
  }

  @Test
  void isBesideTheOwnGroupOrInIt() throws IOException {
    Files.writeString(root.resolve("cgroup.controllers"), "cpu memory pids\n");
    assertThat(MemoryLimit.parents(root, own))
        .containsExactly(root.resolve("user.slice"), root.resolve("user.slice/session.scope"));
  }

  @Test
  void isNowhereWithoutTheController() throws IOException {
    Files.writeString(root.resolve("cgroup.controllers"), "cpu pids\n");
    assertThat(MemoryLimit.parents(root, own)).isEmpty();
  }

  @Test
  void isNowhereWithoutVersion2() {
    assertThat(MemoryLimit.parents(root, own)).isEmpty();
  }

  @Test
  void startsTheCommandInTheGroup() {
    List<String> command = List.of("operator", "run");
    assertThat(new MemoryLimit(256, Optional.empty()).around(command)).isEqualTo(command);
    assertThat(new MemoryLimit(256, Optional.of(root)).around(command))
        .contains(root.resolve("cgroup.procs").toString())
        .endsWith("operator", "run");
  }
}
