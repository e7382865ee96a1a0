package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts JVMs of its own, in which everything goes to a temporary directory of the test. */
@WithProcesses
class ControlPlaneMainTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path home;

  private final List<ProcessHandle> started = new ArrayList<>();

  @AfterEach
  void endWhatATestHasLeft() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void endsOnSigtermWithAllItHas() throws Exception {
    Process script = start(command());
    assertThat(output(script)).contains("ready");
    assertThat(kubeconfig()).exists();

    script.destroy();

    assertThat(script.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Processes.of(home)).isEmpty();
    assertThat(kubeconfig()).doesNotExist();
    assertThat(controlPlanes()).isEmpty();
  }

  @Test
  void leavesNoProcessesWhenItIsKilled() throws Exception {
    Process script = start(command());
    assertThat(output(script)).contains("ready");
    assertThat(Processes.of(home)).isNotEmpty();

    script.destroyForcibly();

    awaitNothing();
  }

  @Test
  void endsWithTheProcessThatHasStartedIt() throws Exception {
    // The last command keeps the shell from becoming the JVM.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; true", "sh"));
    command.addAll(command());
    Process script = start(command);
    assertThat(output(script)).contains("ready");
    script.descendants().forEach(started::add);

    script.destroyForcibly();

    awaitNothing();
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    List<String> command = new ArrayList<>(command());
    command.add("--no-such-option");
    Process script = start(command);
    assertThat(script.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isEqualTo(2);
  }

  private void awaitNothing() {
    await().atMost(DEADLINE).until(() -> Processes.of(home).isEmpty());
    await().atMost(DEADLINE).until(() -> controlPlanes().isEmpty());
  }

  private Path kubeconfig() {
    return home.resolve("kubeconfig");
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.io.tmpdir=" + home,
        "-cp",
        System.getProperty("java.class.path"),
        ControlPlaneMain.class.getName(),
        kubeconfig().toString());
  }

  private Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process.toHandle());
    return process;
  }

  /** All lines up to the last one that is promised, or to the end of the process. */
  private static List<String> output(Process process) throws IOException {
    var lines = new ArrayList<String>();
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.equals("ready")) {
        break;
      }
    }
    return lines;
  }

  private List<Path> controlPlanes() {
    try (Stream<Path> files = Files.list(home)) {
      return files.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
