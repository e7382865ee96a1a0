package net.lumenia.voice.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The program: one command for everything, the work is in the subcommands. */
@Command(
    name = "voice-operator",
    description = "Hosted voice assistants, declared in Git and kept true by Kubernetes.",
    mixinStandardHelpOptions = true,
    versionProvider = VoiceOperator.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RunCommand.class, SimulateCommand.class, HelpCommand.class})
public final class VoiceOperator {

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new VoiceOperator())
        .setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setCaseInsensitiveEnumValuesAllowed(true);
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
