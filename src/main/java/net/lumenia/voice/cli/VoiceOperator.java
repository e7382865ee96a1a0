package net.lumenia.voice.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: one command for everything, the work is in the subcommands. */
@Command(
    name = "voice-operator",
    description = "Hosted voice assistants, declared in Git and kept true by Kubernetes.",
    mixinStandardHelpOptions = true,
    versionProvider = VoiceOperator.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      RollbackCommand.class,
      SimulateCommand.class,
      WaitCommand.class,
      HelpCommand.class
    })
public final class VoiceOperator {

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new VoiceOperator())
        .setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(VoiceOperator::refuse);
  }

  /** What is wrong and where help is, without the whole help pushing it off the screen. */
  private static int refuse(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCode.USAGE;
  }

  /** This program's version, from the jar's manifest. */
  static String version() {
    return Optional.ofNullable(VoiceOperator.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** What --version prints. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"voice-operator " + version()};
    }
  }
}
