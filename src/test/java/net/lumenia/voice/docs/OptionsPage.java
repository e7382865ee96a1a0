package net.lumenia.voice.docs;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.docs.MarkdownTable.code;

import java.util.Arrays;
import java.util.List;
import net.lumenia.voice.cli.Commands;
import net.lumenia.voice.docs.GeneratedFile.Block;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/reference/options.md}: the commands and their options, as picocli knows them. */
final class OptionsPage {

  private OptionsPage() {}

  static GeneratedFile generate() {
    return GeneratedFile.page(
        "docs/reference/options.md",
        List.of(
            new Block(
                "commands",
                Commands.all().stream().map(OptionsPage::section).collect(joining("\n")))));
  }

  private static String section(CommandSpec command) {
    var usage = command.usageMessage();
    return """
        ## %s

        %s

        %s
        %s
        """
        .formatted(
            command.name(),
            paragraphs(usage.description()),
            table(command),
            paragraphs(usage.footer()));
  }

  private static String table(CommandSpec command) {
    var table = new MarkdownTable("option", "environment variable", "description");
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      table.row(code(parameter.paramLabel()), "", String.join(" ", parameter.description()));
    }
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        table.row(
            names(option), code(Commands.variable(option)), String.join(" ", option.description()));
      }
    }
    return table.toString();
  }

  private static String names(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String names =
        Arrays.stream(option.names()).map(name -> code(name + label)).collect(joining(", "));
    return option.negatable()
        ? names + ", " + code(option.longestName().replaceFirst("^--", "--no-"))
        : names;
  }

  private static String paragraphs(String... lines) {
    return String.join("\n", lines).strip();
  }
}
