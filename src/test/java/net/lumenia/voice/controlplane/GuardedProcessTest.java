package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithProcesses
class GuardedProcessTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path home;

  @Test
  void handsOnHowTheProgramEnded() {
    try (GuardedProcess process = start("echo said; exit 7")) {
      assertThat(process.endedWithin(DEADLINE)).isTrue();
      assertThat(process.exitCode()).isEqualTo(7);
      assertThat(process.tail()).isEqualTo("said");
    }
    assertThat(Processes.of(home)).isEmpty();
  }

  @Test
  void showsWhatAProgramSaidThatEndsTooEarly() {
    try (GuardedProcess process = start("echo the reason; exit 1")) {
      assertThatThrownBy(() -> process.await("it is ready", () -> false))
          .isInstanceOf(ControlPlaneException.class)
          .hasMessageContainingAll("sh ended with code 1 before it is ready", "the reason");
    }
  }

  @Test
  void killsAProgramThatDoesNotWantToEnd() {
    GuardedProcess process = start("trap '' HUP INT TERM; while :; do sleep 1; done");
    process.close();
    assertThat(process.endedWithin(Duration.ZERO)).isTrue();
    assertThat(Processes.of(home)).isEmpty();
  }

  @Test
  void theProgramHasNothingToRead() {
    try (GuardedProcess process = start("cat")) {
      assertThat(process.endedWithin(DEADLINE)).isTrue();
      assertThat(process.exitCode()).isZero();
    }
    assertThat(Files.exists(home)).isTrue();
  }

  /** The directory's name goes along, so that the process can be found by it. */
  private GuardedProcess start(String script) {
    return GuardedProcess.start(
        new ProcessBuilder("sh", "-c", script, home.toString()), home.resolve("log"));
  }
}
