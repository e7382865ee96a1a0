package net.lumenia.voice.docs;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table in Markdown, row by row. */
final class MarkdownTable {

  private final List<String> lines = new ArrayList<>();

  MarkdownTable(String... headers) {
    row(headers);
    lines.add(Stream.of(headers).map(_ -> "---").collect(joining("|", "|", "|")));
  }

  /** Adds a row; line breaks within a cell become spaces. */
  MarkdownTable row(String... cells) {
    lines.add(Stream.of(cells).map(MarkdownTable::cell).collect(joining(" | ", "| ", " |")));
    return this;
  }

  private static String cell(String text) {
    return text.strip().replaceAll("\\s*\n\\s*", " ").replace("|", "\\|");
  }

  /** The text as code. */
  static String code(String text) {
    return "`" + text + "`";
  }

  /** The table, with a line break at the end. */
  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
