package net.lumenia.voice.cli.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Palette.Style;

/** Titled values below each other, with long ones wrapped. */
final class Paragraphs {

  static final int INDENT = 2;

  private static final int VALUES = 14;
  private static final int MIN_VALUE_WIDTH = 30;

  private final int valueWidth;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  Paragraphs(int maxWidth, Palette palette) {
    this.valueWidth = Math.max(MIN_VALUE_WIDTH, maxWidth - VALUES);
    this.palette = palette;
  }

  List<String> lines() {
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return List.copyOf(lines);
  }

  /** A key of JSON as a title: {@code patchHash} becomes {@code Patch hash}. */
  static String title(String key) {
    String words = key.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  void heading(String title) {
    lines.add(palette.paint(Style.HEADING, title));
  }

  void gap() {
    lines.add("");
  }

  void block(List<String> block) {
    block.forEach(line -> lines.add(" ".repeat(INDENT) + line));
  }

  /** A titled value; nothing if it is empty. */
  void entry(String title, String value) {
    String start = title + ":";
    for (String line : wrap(value)) {
      lines.add(padded(start) + line);
      start = "";
    }
  }

  /** The same, in this style. */
  void entry(String title, String value, Style style) {
    String start = title + ":";
    for (String line : wrap(value)) {
      lines.add(padded(start) + palette.paint(style, line));
      start = "";
    }
  }

  /** A further paragraph of the last value. */
  void continued(String value) {
    wrap(value).forEach(line -> lines.add(padded("") + line));
  }

  private static String padded(String title) {
    return title + " ".repeat(Math.max(1, VALUES - title.length()));
  }

  private List<String> wrap(String value) {
    var wrapped = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : value.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > valueWidth) {
        wrapped.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      wrapped.add(line.toString());
    }
    return wrapped;
  }
}
