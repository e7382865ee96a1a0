package net.lumenia.voice.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Builds the programs of the control plane, and says so while it does. */
final class GoBuild {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(20);

  private final GoModule module;
  private final Path log;

  GoBuild(GoModule module, Path log) {
    this.module = module;
    this.log = log;
  }

  /** As it runs in the module's folder; also a part of the fingerprint of what it makes. */
  static List<String> command(GoModule module, Path output) {
    String version = module.kubernetesVersion();
    String minor = version.split("\\.", -1)[1];
    // Without these the API server calls itself v0.0.0-master, and clients take it for an old one.
    String linkerFlags =
        Stream.of("gitVersion=" + version, "gitMajor=1", "gitMinor=" + minor, "gitTreeState=clean")
            .map(" -X k8s.io/component-base/version."::concat)
            .reduce("-s -w", String::concat);
    return List.of(
        "go",
        "build",
        "-v",
        "-trimpath",
        "-buildvcs=false",
        "-mod=readonly",
        "-ldflags",
        linkerFlags,
        "-o",
        output.toString(),
        ".");
  }

  /** Fills the {@code bin} folder of the given directory. */
  boolean into(Path directory) throws IOException {
    requireGo(directory);
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Path binary = bin.resolve(Program.KUBE_APISERVER.fileName());
    Progress.say(
        """
        building Kubernetes %s and etcd from their Go modules, once: no ready-made ones were found. \
        About 2,500 packages; minutes with an empty Go cache, seconds with a filled one. Log: %s"""
            .formatted(module.kubernetesVersion(), log));
    long started = System.nanoTime();
    Files.deleteIfExists(log);
    try (GuardedProcess build = GuardedProcess.start(go(command(module, binary), directory), log)) {
      while (!build.endedWithin(BETWEEN_LINES)) {
        Progress.say("still building: %d s, %s".formatted(secondsSince(started), progress()));
      }
      if (build.exitCode() != 0) {
        throw new ControlPlaneException(
            "the build of the control plane failed, see %s:%n%s".formatted(log, build.tail()));
      }
    }
    for (Program program : Program.all()) {
      if (program != Program.KUBE_APISERVER) {
        Files.createLink(bin.resolve(program.fileName()), binary);
      }
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
        "the control plane for tests has to be built, which needs Go %s or newer: %s. Install it, or set %s to a directory with etcd, kube-apiserver and kubectl"
            .formatted(module.goVersion(), answer, BinaryResolver.ASSETS));
  }

  private ProcessBuilder go(List<String> command, Path scratch) {
    var builder = new ProcessBuilder(command).directory(module.directory().toFile());
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
