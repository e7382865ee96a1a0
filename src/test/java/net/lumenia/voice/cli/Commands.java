package net.lumenia.voice.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands of the program, for tests elsewhere. */
public final class Commands {

  private Commands() {}

  /** All but {@code help}, by name. */
  public static List<CommandSpec> all() {
    return VoiceOperator.commandLine(Map.of()).getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.name().equals("help") && !command.usageMessage().hidden())
        .toList();
  }

  /** The environment variable that stands for an option. */
  public static String variable(OptionSpec option) {
    return EnvironmentDefaults.variable(option);
  }
}
