package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. Subcommands do the work. */
@Command(
    name = "voice-operator",
    description = "Manage hosted voice assistants from Git with Kubernetes.",
    mixinStandardHelpOptions = true,
    versionProvider = VoiceOperator.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND")
public final class VoiceOperator {

  /** The width of help texts that are not printed to a terminal. */
  private static final int HELP_COLUMNS = 80;

  private static final int MIN_HELP_COLUMNS = 60;

  private final Map<String, String> environment;

  /**
   * @param environment the variables of the process
   */
  public VoiceOperator(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public static void main(String[] arguments) {
    System.exit(
        commandLine(System.getenv(), CalledAs.current(), Terminal.current(), arguments)
            .execute(arguments));
  }

  /** The program with all options of all commands, to describe it. */
  static CommandLine commandLine(Map<String, String> environment) {
    var program = new CommandLine(new VoiceOperator(environment));
    Subcommands.addAll(program, CalledAs.PROGRAM);
    return configure(program, environment);
  }

  /** The program as far as these arguments need it. */
  static CommandLine commandLine(
      Map<String, String> environment, CalledAs calledAs, Terminal terminal, String... arguments) {
    var program = new CommandLine(new VoiceOperator(environment)).setCommandName(calledAs.text());
    Subcommands.addUsed(program, calledAs, List.of(arguments));
    // By default, picocli asks the terminal and the console in slower ways.
    return configure(program, environment)
        .setUsageHelpWidth(
            terminal.isOut() ? Math.max(MIN_HELP_COLUMNS, terminal.columns()) : HELP_COLUMNS)
        .setColorScheme(
            Help.defaultColorScheme(
                terminal.palette(environment) == Palette.COLORS ? Help.Ansi.ON : Help.Ansi.OFF));
  }

  private static CommandLine configure(CommandLine program, Map<String, String> environment) {
    return program
        .setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(VoiceOperator::refuse)
        .setExecutionExceptionHandler(VoiceOperator::explain);
  }

  /**
   * Prints the problem and how to get help, but not the whole help, which would hide the problem.
   */
  private static int refuse(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCode.USAGE;
  }

  /**
   * Prints a failure of the surroundings in one line. Anything else is a bug, and its stack trace
   * is for the report.
   */
  private static int explain(Exception failure, CommandLine command, ParseResult given)
      throws Exception {
    if (!(failure instanceof KubernetesClientException
        || failure instanceof UncheckedIOException)) {
      throw failure;
    }
    PrintWriter err = command.getErr();
    err.println(StartFailure.explain(failure));
    err.flush();
    return ExitCode.SOFTWARE;
  }

  /** The variables of the process. */
  Map<String, String> environment() {
    return environment;
  }

  /** The version of the program, from the jar's manifest. */
  static String version() {
    return Optional.ofNullable(VoiceOperator.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** The output of --version. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {CalledAs.current().text() + " " + version()};
    }
  }
}
