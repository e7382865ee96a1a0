package net.lumenia.voice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The kubeconfig option of commands that use the API server. */
final class KubeconfigOption {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "Kubeconfig for the API server. Default: KUBECONFIG, ~/.kube/config, or the pod's service"
              + " account")
  private @Nullable Path file;

  /**
   * The file, if one is given.
   *
   * @throws ParameterException if it cannot be read
   */
  Optional<Path> file(CommandSpec command) {
    if (file != null && !Files.isReadable(file)) {
      throw new ParameterException(
          command.commandLine(),
          "--kubeconfig: file %s does not exist or cannot be read".formatted(file));
    }
    return Optional.ofNullable(file);
  }
}
