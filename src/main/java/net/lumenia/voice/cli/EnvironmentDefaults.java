package net.lumenia.voice.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * "Every option also as an environment variable": {@code --http-port} of {@code run} is {@code
 * VOICE_OPERATOR_HTTP_PORT}; other commands have their name in between, so that {@code --port} of
 * {@code simulate} is {@code VOICE_OPERATOR_SIMULATE_PORT}. The command line wins. An empty
 * variable is an absent one: templates and field references leave such ones where there is no
 * value.
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
