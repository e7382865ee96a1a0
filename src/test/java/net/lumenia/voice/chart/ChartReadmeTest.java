package net.lumenia.voice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of values in the chart's README matches values.yaml and the schema. */
class ChartReadmeTest {

  private static final String UPDATE = "update-chart";
  private static final Path README = ChartValues.CHART.resolve("README.md");
  private static final Pattern TABLE = Pattern.compile("(?s)(<!-- values -->\n).*(<!-- end -->\n)");

  @Test
  void isUpToDate() throws IOException {
    String readme = Files.readString(README);
    Matcher matcher = TABLE.matcher(readme);
    assertThat(matcher.find()).as("%s has markers for the table", README).isTrue();
    String expected =
        matcher.replaceFirst("$1" + Matcher.quoteReplacement(ChartValues.read().table()) + "$2");
    if (System.getProperty(UPDATE) != null) {
      Files.writeString(README, expected);
    }

    assertThat(README)
        .as(
            "%s does not match values.yaml and values.schema.json."
                + " Run: ./mvnw test -Dtest=ChartReadmeTest -D%s",
            README, UPDATE)
        .hasContent(expected);
  }
}
