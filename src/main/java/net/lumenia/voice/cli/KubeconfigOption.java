package net.lumenia.voice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a command reaches the API server. */
final class KubeconfigOption {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "How to reach the API server. Default: KUBECONFIG, ~/.kube/config, or the pod's account")
  private @Nullable Path file;

  /**
   * The file, if one is given.
   *
   * @throws ParameterException if it can't be read
   */
  Optional<Path> file(CommandSpec command) {
    if (file != null && !Files.isReadable(file)) {
      throw new ParameterException(
          command.commandLine(),
          "--kubeconfig: there is no file %s that can be read".formatted(file));
    }
    return Optional.ofNullable(file);
  }
}
