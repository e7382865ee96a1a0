package net.lumenia.voice.cli.output;

import java.util.Map;
import java.util.Properties;

/**
 * What the output streams are connected to. The launcher knows it and tells the program, because
 * Java can't ask for one stream alone.
 *
 * @param isOut whether stdout is a terminal
 * @param isErr whether stderr is a terminal
 * @param columns the width of the terminal
 */
public record Terminal(boolean isOut, boolean isErr, int columns) {

  /** The width of an output that is no terminal. */
  private static final int DEFAULT_COLUMNS = 120;

  /** What the launcher told. */
  public static Terminal current() {
    return of(System.getProperties());
  }

  static Terminal of(Properties properties) {
    return new Terminal(
        Boolean.parseBoolean(properties.getProperty("voice.stdout.terminal")),
        Boolean.parseBoolean(properties.getProperty("voice.stderr.terminal")),
        columns(properties.getProperty("voice.columns", "")));
  }

  private static int columns(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : DEFAULT_COLUMNS;
  }

  /**
   * How to style what is printed to stdout.
   *
   * @param environment {@code NO_COLOR} turns colors off, {@code CLICOLOR_FORCE} turns them on
   */
  public Palette palette(Map<String, String> environment) {
    return Palette.of(isOut, environment);
  }

  /** How to style what is printed to stderr. */
  public Palette errorPalette(Map<String, String> environment) {
    return Palette.of(isErr, environment);
  }
}
