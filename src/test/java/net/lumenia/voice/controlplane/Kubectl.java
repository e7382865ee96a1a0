package net.lumenia.voice.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kubectl that belongs to a control plane.
 *
 * @param program the file to execute
 * @param kubeconfig of an administrator
 * @param directory where it may keep what it has learned about the server; the usual place could
 *     hold what it learned about another one on the same port
 */
public record Kubectl(Path program, Path kubeconfig, Path directory) {
  private static final long LIMIT_SECONDS = 60;

  /** What a run of kubectl ended with. */
  public record Result(int exitCode, String stdout, String stderr) {}

  /** Runs kubectl to its end, with nothing on its standard input. */
  public Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs kubectl to its end, for instance with a manifest for {@code apply -f -}. */
  public Result runWithInput(String stdin, String... arguments) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    command.addAll(List.of("--cache-dir", directory.resolve("kubectl-cache").toString()));
    command.addAll(List.of(arguments));
    try {
      Path input = Files.writeString(Files.createTempFile(directory, "kubectl", ".in"), stdin);
      Path output = Files.createTempFile(directory, "kubectl", ".out");
      Path errors = Files.createTempFile(directory, "kubectl", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new ControlPlaneException(
            "%s takes longer than %d s".formatted(command, LIMIT_SECONDS));
      }
      return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while waiting for kubectl", e);
    }
  }
}
