package net.lumenia.voice.cli.output;

import java.util.Map;

/** Styles text for a terminal, or leaves it as it is. */
public enum Palette {
  COLORS,
  PLAIN;

  /** The colors of the terminal's theme, by meaning. */
  public enum Style {
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    ADDED("32"),
    REMOVED("31"),
    HEADING("1"),
    FAINT("2");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** {@code NO_COLOR} wins over {@code CLICOLOR_FORCE} (no-color.org, bixense.com/clicolors). */
  static Palette of(boolean isTerminal, Map<String, String> environment) {
    if (isSet(environment, "NO_COLOR") || "dumb".equals(environment.get("TERM"))) {
      return PLAIN;
    }
    return isTerminal || isSet(environment, "CLICOLOR_FORCE") ? COLORS : PLAIN;
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  /** The text in this style. */
  public String paint(Style style, String text) {
    return this == PLAIN || text.isEmpty()
        ? text
        : "\u001b[" + style.code + "m" + text + "\u001b[0m";
  }
}
