package net.lumenia.voice.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static net.lumenia.voice.docs.MarkdownTable.code;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.docs.GeneratedFile.Block;
import net.lumenia.voice.operator.metrics.ScrapedMetrics;

/** {@code docs/reference/metrics.md}: the metrics of this program, as a scrape describes them. */
final class MetricsPage {

  private static final Pattern HELP =
      Pattern.compile("(?m)^# HELP ((?:lumenia|voice)\\S*) (.*)\n# TYPE \\S+ (\\S+)$");

  /** All labels but {@code le}, the bound of a bucket. */
  private static final Pattern LABEL = Pattern.compile("[{,](?!le=)(\\w+)=");

  private MetricsPage() {}

  static GeneratedFile generate() {
    String scrape = ScrapedMetrics.text();
    var table = new MarkdownTable("metric", "type", "description");
    HELP.matcher(scrape)
        .results()
        .filter(metric -> !metric.group(1).endsWith("_max"))
        .sorted(Comparator.comparing(metric -> metric.group(1)))
        .forEach(
            metric ->
                table.row(
                    code(metric.group(1) + labels(metric.group(1), scrape)),
                    metric.group(3),
                    metric.group(2) + "."));
    return GeneratedFile.page(
        "docs/reference/metrics.md", List.of(new Block("metrics", table.toString())));
  }

  private static String labels(String metric, String scrape) {
    Set<String> labels =
        scrape
            .lines()
            .filter(line -> line.matches(Pattern.quote(metric) + "(_bucket|_count|_sum)?\\{.*"))
            .flatMap(MetricsPage::labels)
            .collect(toCollection(TreeSet::new));
    return labels.isEmpty() ? "" : labels.stream().collect(joining(",", "{", "}"));
  }

  private static Stream<String> labels(String line) {
    return LABEL.matcher(line).results().map((MatchResult label) -> label.group(1));
  }
}
