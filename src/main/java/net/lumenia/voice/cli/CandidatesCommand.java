package net.lumenia.voice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.lumenia.voice.cli.output.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints how the last word of a command line may go on, for the scripts of shells and kubectl. */
@Command(
    name = CandidatesCommand.NAME,
    description = "Print how a command line may go on.",
    hidden = true)
final class CandidatesCommand implements Callable<Integer> {

  /** The name that kubectl and other programs of Cobra use for this. */
  static final String NAME = "__complete";

  /** A user who waits longer has typed the name. */
  private static final long PATIENCE_SECONDS = 8;

  @Parameters(paramLabel = "WORD", description = "Words after the program's name, behind --")
  private List<String> words = new ArrayList<>();

  @ParentCommand private VoiceOperator program = new VoiceOperator(Map.of());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandSpec root =
        VoiceOperator.commandLine(
                program.environment(),
                CalledAs.current(),
                Terminal.current(),
                words.toArray(String[]::new))
            .getCommandSpec();
    PrintWriter out = spec.commandLine().getOut();
    Candidates candidates = Candidates.of(root, words, this::names);
    candidates.lines().forEach(out::println);
    out.println(candidates.directive());
    out.flush();
    return ExitCode.OK;
  }

  /** The names of assistants, with the options of the command line; none if that takes too long. */
  private Stream<String> names(List<String> clusterOptions) {
    var out = new StringWriter();
    var status = new ArrayList<>(List.of("status", "-o", "name"));
    status.addAll(clusterOptions);
    String[] arguments = status.toArray(String[]::new);
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              VoiceOperator.commandLine(
                      program.environment(),
                      CalledAs.current(),
                      new Terminal(false, false, 80),
                      arguments)
                  .setOut(new PrintWriter(out, true))
                  .setErr(new PrintWriter(PrintWriter.nullWriter()))
                  .execute(arguments);
              done.complete(null);
            });
    done.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return out.toString().lines();
  }
}
