package net.lumenia.voice.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the go command, and says so while it does. */
final class GoBuild {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(20);

  private final GoProgram program;
  private final Path log;

  GoBuild(GoProgram program, Path log) {
    this.program = program;
    this.log = log;
  }

  /** Fills the {@code bin} folder of the given directory. */
  boolean into(Path directory) throws IOException {
    requireGo(directory);
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Path binary = bin.resolve(program.names().getFirst());
    Progress.say(
        "building %s from Go modules, once: %s Log: %s"
            .formatted(program.title(), program.effort(), log));
    long started = System.nanoTime();
    Files.deleteIfExists(log);
    try (GuardedProcess build = GuardedProcess.start(go(program.command(binary), directory), log)) {
      while (!build.endedWithin(BETWEEN_LINES)) {
        Progress.say("still building: %d s, %s".formatted(secondsSince(started), progress()));
      }
      if (build.exitCode() != 0) {
        throw new ControlPlaneException(
            "the build of %s failed, see %s:%n%s".formatted(program.title(), log, build.tail()));
      }
    }
    for (String another : program.names().subList(1, program.names().size())) {
      Files.createLink(bin.resolve(another), binary);
    }
    Progress.say("built in %d s".formatted(secondsSince(started)));
    return true;
  }

  /** The go command itself knows best whether it is new enough for our go.mod. */
  private void requireGo(Path scratch) {
    String answer;
    try {
      Process go = go(List.of("go", "env", "GOVERSION"), scratch).redirectErrorStream(true).start();
      answer = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (go.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      answer = "there is no go command on the PATH";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = "interrupted";
    }
    throw new ControlPlaneException(
        "%s has to be built, which needs Go %s or newer: %s. %s"
            .formatted(program.title(), program.module().goVersion(), answer, program.actor()));
  }

  private ProcessBuilder go(List<String> command, Path scratch) {
    var builder = new ProcessBuilder(command).directory(program.module().directory().toFile());
    var environment = builder.environment();
    // The user's own Go settings are for the user's own modules, and may ask for another platform.
    List.of("GOFLAGS", "GOOS", "GOARCH").forEach(environment::remove);
    environment.put("CGO_ENABLED", "0");
    environment.put("GOWORK", "off");
    environment.put("GOTMPDIR", scratch.toString());
    return builder;
  }

  private String progress() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    long downloads = lines.stream().filter(line -> line.startsWith("go: downloading ")).count();
    return "%d modules downloaded, %d packages compiled"
        .formatted(downloads, lines.size() - downloads);
  }

  private static long secondsSince(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime).toSeconds();
  }
}
