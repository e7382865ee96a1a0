package net.lumenia.voice.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.lumenia.voice.cli.output.Palette.Style;

/** Aligns text in columns, with a heading. */
public final class Columns {

  private static final String GAP = "  ";

  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();

  public Columns(String... heading) {
    this.heading = List.of(heading);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines, each with a line break at its end. */
  public String text(Palette palette) {
    int[] widths = IntStream.range(0, heading.size()).map(this::width).toArray();
    var text = new StringBuilder();
    text.append(palette.paint(Style.HEADING, line(heading, widths))).append('\n');
    rows.forEach(row -> text.append(line(row, widths)).append('\n'));
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> length(row.get(column)))
        .reduce(length(heading.get(column)), Math::max);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - length(cells.get(i)))).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
