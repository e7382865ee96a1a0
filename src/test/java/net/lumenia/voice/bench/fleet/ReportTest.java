package net.lumenia.voice.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void comparesMedians() {
    assertThat(
            new Report(
                    List.of(
                        result("ours", 4.0),
                        result("other", 2.0),
                        result("ours", 3.0),
                        result("other", 2.0),
                        result("ours", 9.0)))
                .markdown())
        .isEqualTo(
            """
            1,000 assistants, 256 MiB (by options only: no cgroup v2 for memory here); 2 cores

            |  | ours | other | ratio |
            |---|---:|---:|---:|
            | start to all statuses written, s | 4.00 | 2.00 | 2.00 |
            | of which PATCH status | 1.00 | 1.00 | 1.00 |
            """);
  }

  @Test
  void tellsWhyARunFailed() {
    assertThat(new Report(List.of(result("ours", 4.0, "out of memory"))).markdown())
        .endsWith("\n\nours failed: out of memory\n");
  }

  @Test
  void hasAMedianBetweenTwo() {
    assertThat(Report.median(List.of(4.0, 1.0))).contains(2.5);
    assertThat(Report.median(List.of())).isEmpty();
  }

  @Test
  void plotsBars() throws Exception {
    String svg = new Plot(List.of(result("ours & co", 4.0), result("other", 1.0))).svg();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("rect").getLength())
        .as("background, legend and bars")
        .isEqualTo(1 + 2 + 2);
    assertThat(svg).contains("height=\"120\"", "height=\"30\"");
  }

  private static Result result(String operator, double seconds) {
    return result(operator, seconds, null);
  }

  private static Result result(String operator, double seconds, @Nullable String failure) {
    return new Result(
        operator,
        1_000,
        256,
        false,
        "2 cores",
        Map.of(Metric.CONVERGED, seconds),
        Map.of("PATCH status", 1.0, "GET rare", 0.01),
        failure);
  }
}
