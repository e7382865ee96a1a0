package net.lumenia.voice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import picocli.CommandLine;

/**
 * The result of a command line.
 *
 * @param out what it printed
 * @param err what it said beside
 */
public record Typed(int exitCode, String out, String err) {

  /** What a command needs to reach the default account of a simulator. */
  static Map<String, String> environment(Simulator simulator) {
    return Map.of(
        "LUMENIA_BASE_URL", simulator.baseUrl().toString(),
        "LUMENIA_ACCOUNT_ID", SimulatorOptions.ACCOUNT_ID,
        "LUMENIA_TOKEN", SimulatorOptions.TOKEN);
  }

  /** Runs a command in this process, with an empty environment. */
  public static Typed command(String... arguments) {
    return command(Map.of(), arguments);
  }

  /** Runs a command in this process. */
  public static Typed command(Map<String, String> environment, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine commandLine =
        VoiceOperator.commandLine(environment, CalledAs.PROGRAM, Terminal.current(), arguments)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(arguments);
    return new Typed(exitCode, out.toString(), err.toString());
  }
}
