package net.lumenia.voice.bench.fleet;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.bench.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures operators side by side, each with a control plane and a simulator of its own. */
@Command(
    name = "bench/fleet",
    description = {
      "Measures operators side by side: start, convergence, edits, CPU, requests and memory.",
      "",
      "Prints a table in Markdown, and writes results.json and plot.svg. Each run has a new control"
          + " plane, and a new simulator of the Lumenia API that takes 20 ms for each request. Runs"
          + " of the operators alternate. A table has the medians; its last column is the first"
          + " operator's value divided by the second one's.",
      ""
    },
    usageHelpAutoWidth = true)
public final class FleetMain implements Callable<Integer> {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Path PAGE = Path.of("docs/benchmark.md");
  private static final Path PICTURE = Path.of("docs/benchmark.svg");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)(<!-- bench/fleet -->\n).*(<!-- end -->)");

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      defaultValue = "200,1000",
      description = "Numbers of assistants. Default: ${DEFAULT-VALUE}")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--operators",
      split = ",",
      paramLabel = "FILE",
      defaultValue = "bench/operators/ours.yaml,bench/operators/reference.yaml",
      description = "Files that describe the operators. Default: ${DEFAULT-VALUE}")
  private List<Path> operators = List.of();

  @Option(
      names = "--memory",
      split = ",",
      paramLabel = "MIB",
      defaultValue = "256",
      description =
          "Memory limits of the operator in MiB. Without cgroup v2, only its options tell it."
              + " Default: ${DEFAULT-VALUE}")
  private List<Integer> memory = List.of();

  @Option(
      names = "--phases",
      split = ",",
      paramLabel = "PHASE",
      defaultValue = "converge,edits,change,idle,busy",
      description =
          "What to measure: ${COMPLETION-CANDIDATES}; converge always. Default: ${DEFAULT-VALUE}")
  private List<Phase> phases = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs for each operator, size and limit. Default: ${DEFAULT-VALUE}")
  private int runs;

  @Option(
      names = "--edits",
      paramLabel = "N",
      defaultValue = "100",
      description = "Edits of single assistants. Default: ${DEFAULT-VALUE}")
  private int edits;

  @Option(
      names = "--out",
      paramLabel = "DIRECTORY",
      defaultValue = "target/fleet",
      description = "Where to write results and logs. Default: ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Option(
      names = "--show",
      split = ",",
      paramLabel = "FILE",
      description = "Print and plot the results in these files instead of measuring.")
  private List<Path> shown = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this text.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Option(
      names = "--update-docs",
      description =
          "Also write the table and the plot to docs/benchmark.md and docs/benchmark.svg.")
  private boolean updateDocs;

  private FleetMain() {}

  /** See the class. */
  public static void main(String... arguments) {
    System.exit(
        new CommandLine(new FleetMain())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    List<Result> results = shown.isEmpty() ? measure() : read();
    String table = new Report(results).markdown();
    String plot = new Plot(results).svg();
    System.out.print(table);
    Files.writeString(out.resolve("plot.svg"), plot);
    if (updateDocs) {
      Matcher block = BLOCK.matcher(Files.readString(PAGE));
      Files.writeString(PAGE, block.replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2"));
      Files.writeString(PICTURE, plot);
    }
    return results.stream().allMatch(result -> result.failure() == null) ? 0 : 1;
  }

  private List<Result> read() throws IOException {
    List<Result> results = new ArrayList<>();
    for (Path file : shown) {
      results.addAll(JSON.readValue(file.toFile(), new TypeReference<List<Result>>() {}));
    }
    return results;
  }

  private List<Result> measure() throws IOException {
    List<OperatorDefinition> definitions = new ArrayList<>();
    for (Path file : operators) {
      definitions.add(OperatorDefinition.read(file));
    }
    Set<Phase> chosen = EnumSet.copyOf(phases);
    List<Result> results = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      for (int size : sizes) {
        for (int limit : memory) {
          for (OperatorDefinition definition : definitions) {
            Progress.say(
                "run %d of %d: %s, %d assistants, %d MiB"
                    .formatted(run, runs, definition.name(), size, limit));
            results.add(measure(definition, size, limit, chosen));
            JSON.writeValue(out.resolve("results.json").toFile(), results);
          }
        }
      }
    }
    return results;
  }

  private Result measure(OperatorDefinition definition, int size, int limit, Set<Phase> chosen)
      throws IOException {
    Path logs =
        Files.createTempDirectory(
            Files.createDirectories(out.resolve("logs")),
            definition.name().replace(' ', '-') + "-" + size + "-");
    return FleetRun.measure(definition, size, limit, chosen, edits, logs);
  }
}
