package net.lumenia.voice.bench.fleet;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results as tables in Markdown, one for each size of a fleet and memory limit. */
record Report(List<Result> results) {

  /** Fewer requests per assistant are the API server's own. */
  private static final double RARE = 0.05;

  Report {
    results = List.copyOf(results);
  }

  /** Results that belong into one table. */
  private record Setting(int assistants, int memory, boolean enforced, String machine) {

    static Setting of(Result result) {
      return new Setting(result.assistants(), result.memory(), result.enforced(), result.machine());
    }

    String title() {
      return String.format(
          Locale.ROOT,
          "%,d assistants, %d MiB (%s); %s",
          assistants,
          memory,
          enforced ? "cgroup" : "by options only: no cgroup v2 for memory here",
          machine);
    }
  }

  String markdown() {
    return results.stream().map(Setting::of).distinct().map(this::table).collect(joining("\n"));
  }

  private String table(Setting setting) {
    List<Result> here = results.stream().filter(one -> Setting.of(one).equals(setting)).toList();
    List<String> operators = here.stream().map(Result::operator).distinct().toList();
    boolean ratio = operators.size() == 2;
    List<String> lines = new ArrayList<>();
    lines.add(setting.title());
    lines.add("");
    lines.add(row("", operators, ratio ? "ratio" : null));
    lines.add("|---|" + "---:|".repeat(operators.size() + (ratio ? 1 : 0)));
    for (Metric metric : Metric.values()) {
      addRow(
          lines, metric.label(), metric::format, operators, here, run -> run.metrics().get(metric));
      if (metric == Metric.WRITES) {
        addRequests(lines, operators, here);
      }
    }
    failures(here).forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static void addRequests(List<String> lines, List<String> operators, List<Result> here) {
    new TreeSet<>(here.stream().flatMap(run -> run.requests().keySet().stream()).toList())
        .stream()
            .filter(
                kind ->
                    here.stream().anyMatch(run -> run.requests().getOrDefault(kind, 0.0) >= RARE))
            .forEach(
                kind ->
                    addRow(
                        lines,
                        "of which " + kind,
                        Metric.REQUESTS::format,
                        operators,
                        here,
                        run -> run.requests().get(kind)));
  }

  private static void addRow(
      List<String> lines,
      String label,
      Function<Double, String> format,
      List<String> operators,
      List<Result> here,
      Function<Result, @Nullable Double> value) {
    List<Optional<Double>> medians =
        operators.stream()
            .map(
                operator ->
                    median(
                        here.stream()
                            .filter(run -> run.operator().equals(operator))
                            .flatMap(run -> Stream.ofNullable(value.apply(run)))
                            .toList()))
            .toList();
    if (medians.stream().noneMatch(Optional::isPresent)) {
      return;
    }
    List<String> cells = medians.stream().map(one -> one.map(format).orElse("-")).toList();
    lines.add(row(label, cells, operators.size() == 2 ? ratio(medians) : null));
  }

  private static String ratio(List<Optional<Double>> medians) {
    Optional<Double> base = medians.getLast().filter(one -> one > 0);
    return medians
        .getFirst()
        .flatMap(one -> base.map(other -> String.format(Locale.ROOT, "%.2f", one / other)))
        .orElse("-");
  }

  private static String row(String label, List<String> cells, @Nullable String ratio) {
    return Stream.concat(Stream.concat(Stream.of(label), cells.stream()), Stream.ofNullable(ratio))
        .collect(joining(" | ", "| ", " |"));
  }

  private static Stream<String> failures(List<Result> here) {
    return here.stream()
        .filter(run -> run.failure() != null)
        .map(run -> "\n%s failed: %s".formatted(run.operator(), run.failure()));
  }

  /** The middle value, or what lies between the two in the middle. */
  static Optional<Double> median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    int middle = sorted.size() / 2;
    return Optional.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
