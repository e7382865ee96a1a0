package net.lumenia.voice.cli.fleet;

import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Palette.Style;

/**
 * Aligned columns, as kubectl prints them.
 *
 * @param maxWidth of a line; columns that may be cut are cut to keep it
 */
record TextTable<R>(List<Column<R>> columns, int maxWidth, Palette palette) {

  private static final String GAP = "   ";

  /** What an empty cell shows, so that scripts can count columns. */
  private static final String NOTHING = "-";

  /** The same without columns that show nothing in these rows. */
  TextTable<R> withoutEmpty(List<R> rows) {
    return new TextTable<>(
        columns.stream()
            .filter(column -> rows.stream().anyMatch(row -> !column.text().apply(row).isEmpty()))
            .toList(),
        maxWidth,
        palette);
  }

  /** Whether no line of these rows is too long. */
  boolean fits(List<R> rows) {
    return lineWidth(widths(rows)) <= maxWidth;
  }

  /** The same without this column. */
  TextTable<R> without(String title) {
    return new TextTable<>(
        columns.stream().filter(column -> !column.title().equals(title)).toList(),
        maxWidth,
        palette);
  }

  /** The titles, and a line for each row. */
  List<String> lines(List<R> rows) {
    int[] widths = widths(rows);
    var lines = new ArrayList<String>();
    lines.add(header(widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  /** The widths that show these rows. */
  int[] widths(List<R> rows) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      Column<R> column = columns.get(i);
      widths[i] =
          Math.max(
              column.title().length(),
              rows.stream().mapToInt(row -> length(cell(column, row))).max().orElse(0));
    }
    shrink(widths);
    return widths;
  }

  /** Cuts the widest of the columns that may be cut, until the line fits or none is left. */
  private void shrink(int[] widths) {
    while (lineWidth(widths) > maxWidth) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean mayBeCut = widths[i] > columns.get(i).minWidth();
        if (mayBeCut && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int lineWidth(int[] widths) {
    int sum = (widths.length - 1) * GAP.length();
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  String header(int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      append(line, columns.get(i).title(), widths, i);
    }
    return palette.paint(Style.HEADING, line.toString().stripTrailing());
  }

  String line(R row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      Column<R> column = columns.get(i);
      String text = ServerText.cut(cell(column, row), Math.max(1, widths[i]));
      int start = line.length();
      append(line, text, widths, i);
      String painted =
          column.style().apply(row).map(style -> palette.paint(style, text)).orElse(text);
      line.replace(start, start + text.length(), painted);
    }
    return line.toString().stripTrailing();
  }

  private static void append(StringBuilder line, String text, int[] widths, int column) {
    line.append(text);
    if (column < widths.length - 1) {
      line.repeat(' ', Math.max(0, widths[column] - length(text))).append(GAP);
    }
  }

  private static <R> String cell(Column<R> column, R row) {
    String text = column.text().apply(row);
    return text.isEmpty() ? NOTHING : text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
