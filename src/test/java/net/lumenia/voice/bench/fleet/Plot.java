package net.lumenia.voice.bench.fleet;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Results as bars, in SVG: a panel for each of some metrics, a group of bars for each size. */
record Plot(List<Result> results) {

  private static final List<Metric> METRICS =
      List.of(
          Metric.CONVERGED,
          Metric.OPERATOR_CPU,
          Metric.EDIT_PATCH_P99,
          Metric.CHANGED,
          Metric.IDLE_CPU,
          Metric.PEAK);
  private static final List<String> COLORS = List.of("#2563a8", "#d98e04", "#3f8f4f", "#8a4f9e");

  private static final int COLUMNS = 3;
  private static final int WIDTH = 300;
  private static final int HEIGHT = 210;
  private static final int TOP = 40;
  private static final int BARS = 120;
  private static final int LEFT = 20;

  Plot {
    results = List.copyOf(results);
  }

  String svg() {
    List<Metric> shown =
        METRICS.stream()
            .filter(metric -> results.stream().anyMatch(run -> run.metrics().containsKey(metric)))
            .toList();
    int rows = Math.ceilDiv(shown.size(), COLUMNS);
    String panels =
        IntStream.range(0, shown.size())
            .mapToObj(
                i ->
                    "<g transform=\"translate(%d,%d)\">\n%s\n</g>"
                        .formatted(
                            i % COLUMNS * WIDTH, TOP + i / COLUMNS * HEIGHT, panel(shown.get(i))))
            .collect(joining("\n"));
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
        <rect width="100%%" height="100%%" fill="white"/>
        %s
        %s
        </svg>
        """
        .formatted(COLUMNS * WIDTH, TOP + rows * HEIGHT, legend(), panels);
  }

  private List<String> operators() {
    return results.stream().map(Result::operator).distinct().toList();
  }

  private List<Integer> sizes() {
    return results.stream().map(Result::assistants).distinct().sorted().toList();
  }

  private String legend() {
    List<String> operators = operators();
    return IntStream.range(0, operators.size())
        .mapToObj(
            i ->
                rectangle(LEFT + i * 200, 12, 12, 12, color(i))
                    + text(LEFT + 18 + i * 200, 22, "start", operators.get(i)))
        .collect(joining("\n"));
  }

  private String panel(Metric metric) {
    List<Integer> sizes = sizes();
    List<String> operators = operators();
    double most =
        sizes.stream()
            .flatMap(size -> operators.stream().flatMap(one -> value(metric, size, one).stream()))
            .max(Double::compare)
            .filter(value -> value > 0)
            .orElse(1.0);
    int group = (WIDTH - 2 * LEFT) / sizes.size();
    int bar = Math.min(40, (group - 16) / operators.size());
    Stream<String> bars =
        IntStream.range(0, sizes.size())
            .boxed()
            .flatMap(
                s ->
                    IntStream.range(0, operators.size())
                        .boxed()
                        .flatMap(
                            o ->
                                value(metric, sizes.get(s), operators.get(o)).stream()
                                    .map(
                                        value ->
                                            bar(
                                                LEFT + s * group + o * bar,
                                                bar,
                                                value / most,
                                                color(o),
                                                metric.format(value)))));
    Stream<String> names =
        IntStream.range(0, sizes.size())
            .mapToObj(
                s ->
                    text(
                        LEFT + s * group + operators.size() * bar / 2,
                        BARS + 50,
                        "middle",
                        String.format(Locale.ROOT, "%,d", sizes.get(s))));
    return Stream.of(Stream.of(text(LEFT, 10, "start", metric.label())), bars, names)
        .flatMap(lines -> lines)
        .collect(joining("\n"));
  }

  private Optional<Double> value(Metric metric, int size, String operator) {
    return Report.median(
        results.stream()
            .filter(run -> run.assistants() == size && run.operator().equals(operator))
            .flatMap(run -> Stream.ofNullable(run.metrics().get(metric)))
            .toList());
  }

  private static String bar(int x, int width, double share, String color, String label) {
    int height = (int) Math.round(share * BARS);
    int y = 34 + BARS - height;
    return rectangle(x, y, width - 2, height, color) + text(x + width / 2, y - 4, "middle", label);
  }

  private static String color(int operator) {
    return COLORS.get(operator % COLORS.size());
  }

  private static String rectangle(int x, int y, int width, int height, String color) {
    return "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
        .formatted(x, y, width, height, color);
  }

  private static String text(int x, int y, String anchor, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>".formatted(x, y, anchor, escaped);
  }
}
