package net.lumenia.voice.cli.fleet;

import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.cli.output.Palette.Style;

/**
 * A column of a table.
 *
 * @param text of the cell in a row; empty if there is nothing to show
 * @param style of the cell in a row
 * @param minWidth to which a narrow terminal may cut it
 */
record Column<R>(
    String title, Function<R, String> text, Function<R, Optional<Style>> style, int minWidth) {

  /** A column that is never cut. */
  static <R> Column<R> of(String title, Function<R, String> text) {
    return new Column<>(title, text, _ -> Optional.empty(), Integer.MAX_VALUE);
  }

  Column<R> styled(Function<R, Optional<Style>> cellStyle) {
    return new Column<>(title, text, cellStyle, minWidth);
  }

  Column<R> cutTo(int least) {
    return new Column<>(title, text, style, least);
  }
}
