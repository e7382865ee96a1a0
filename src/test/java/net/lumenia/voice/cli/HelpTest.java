package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.lumenia.voice.cli.output.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Help texts, under both names of the program. */
class HelpTest {

  private static Stream<Arguments> commands() {
    return Stream.of(CalledAs.values())
        .flatMap(
            calledAs ->
                Commands.all().stream().map(command -> Arguments.of(calledAs, command.name())));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandHasTheWholeHelp(CalledAs calledAs, String name) {
    CommandSpec command = command(name);
    String help = run(calledAs, 80, name, "--help");
    assertThat(help).startsWith("Usage: %s %s ".formatted(calledAs.text(), name));
    command.options().forEach(option -> assertThat(help).contains(option.longestName()));
    assertThat(run(calledAs, 80, "help", name)).isEqualTo(help);
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }

  /** Although the options of the others are not read. */
  @Test
  void theListIsTheOneWithAllOptionsRead() {
    CommandLine all = VoiceOperator.commandLine(Map.of()).setUsageHelpWidth(80);
    assertThat(run(CalledAs.PROGRAM, 80, "--help"))
        .isEqualTo(all.getUsageMessage(CommandLine.Help.Ansi.OFF));
  }

  @ParameterizedTest
  @EnumSource
  void thePluginListsWhatUsersNeed(CalledAs calledAs) {
    List<String> lines = run(calledAs, 80, "--help").lines().toList();
    assertThat(lines).first().isEqualTo("Usage: %s [-hV] COMMAND".formatted(calledAs.text()));
    assertThat(lines).anyMatch(line -> line.startsWith("  status "));
    assertThat(lines.stream().anyMatch(line -> line.matches("  (run|simulate) .*")))
        .isEqualTo(calledAs == CalledAs.PROGRAM);
    assertThat(lines).noneMatch(line -> line.contains(CandidatesCommand.NAME));
  }

  @Test
  void theHelpFillsTheTerminal() {
    assertThat(run(CalledAs.PROGRAM, 200, "wait", "--help"))
        .contains("Prints the condition Ready. Exit codes: 0 if it is True; 1 after the timeout");
  }

  private static CommandSpec command(String name) {
    return Commands.all().stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String run(CalledAs calledAs, int columns, String... arguments) {
    var out = new StringWriter();
    int exitCode =
        VoiceOperator.commandLine(
                Map.of("TERM", "dumb"), calledAs, new Terminal(true, true, columns), arguments)
            .setOut(new PrintWriter(out))
            .execute(arguments);
    assertThat(exitCode).isZero();
    return out.toString();
  }
}
