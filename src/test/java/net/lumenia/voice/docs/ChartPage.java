package net.lumenia.voice.docs;

import java.util.List;
import net.lumenia.voice.chart.ChartValues;
import net.lumenia.voice.docs.GeneratedFile.Block;

/** {@code docs/reference/chart.md}: the chart's values, as in the chart's README. */
final class ChartPage {

  private ChartPage() {}

  static GeneratedFile generate() {
    return GeneratedFile.page(
        "docs/reference/chart.md", List.of(new Block("values", ChartValues.read().table())));
  }
}
