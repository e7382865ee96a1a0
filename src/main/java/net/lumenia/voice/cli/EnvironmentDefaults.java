package net.lumenia.voice.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads the default of every option from an environment variable: {@code --http-port} of {@code
 * run} from {@code VOICE_OPERATOR_HTTP_PORT}, and {@code --port} of {@code simulate} from {@code
 * VOICE_OPERATOR_SIMULATE_PORT}, with the name of the command. The command line takes precedence.
 * An empty variable counts as absent, because templates and field references leave empty ones.
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()) {
      String value = environment.get(variable(option));
      return value == null || value.isEmpty() ? null : value;
    }
    return null;
  }

  static String variable(OptionSpec option) {
    String command = option.command().name();
    String name = option.longestName().replaceFirst("^--", "");
    return ("voice_operator_" + (command.equals("run") ? "" : command + "_") + name)
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }
}
