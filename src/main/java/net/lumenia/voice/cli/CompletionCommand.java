package net.lumenia.voice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script with which a shell completes command lines of this program. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands, options and names of the cluster.",
      "",
      "bash: source <(voice-operator completion bash)",
      "zsh:  source <(voice-operator completion zsh), after compinit",
      "fish: voice-operator completion fish | source",
      "",
    },
    footer = {
      "",
      "kubectl completes kubectl lumenia itself if kubectl_complete-lumenia is on the PATH;"
          + " install-plugin installs it. Exit codes: 0; 2 if the shell is unknown."
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells with a script, which is a resource of this name. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private Shell shell = Shell.BASH;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String command = CalledAs.current().executable();
    spec.commandLine()
        .getOut()
        .print(
            script(shell)
                .replace("COMMAND", command)
                .replace("FUNCTION", command.replace('-', '_')));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static String script(Shell shell) {
    String name = "completion." + shell.name().toLowerCase(Locale.ROOT);
    try (InputStream script =
        Objects.requireNonNull(CompletionCommand.class.getResourceAsStream(name))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
