package net.lumenia.voice.export;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Strings as YAML that every reader reads back unchanged: plain if no version of YAML takes it for
 * something else, a literal block if it has several lines, otherwise in double quotes. The library
 * writes a text with a blank before a line break as one quoted line, which is hard to review.
 */
final class YamlScalar {

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

  /** Words of YAML 1.1 and 1.2 that are not strings, in lower case. */
  private static final Set<String> RESERVED =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private YamlScalar() {}

  /** On one line, also inside of brackets. */
  static String inline(String text) {
    return isWord(text) ? text : quoted(text);
  }

  private static boolean isWord(String text) {
    return WORD.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a literal block can hold it: its lines are printable, and it is not only line breaks.
   */
  static boolean canBeBlock(String text) {
    return !text.isBlank() && text.codePoints().noneMatch(YamlScalar::isEscapedInBlock);
  }

  private static boolean isEscapedInBlock(int character) {
    return character != '\n' && character != '\t' && mustBeEscaped(character);
  }

  /**
   * The head of a literal block, such as {@code |-}.
   *
   * @param indent of the lines, more than that of the key
   */
  static String blockHead(String text, int indent) {
    char first = text.charAt(0);
    boolean isIndented = first == ' ' || first == '\t' || first == '\n';
    String chomping = !text.endsWith("\n") ? "-" : text.endsWith("\n\n") ? "+" : "";
    return "|" + (isIndented ? String.valueOf(indent) : "") + chomping;
  }

  /**
   * The lines of a literal block, each with a line break at its end.
   *
   * @param margin of the lines
   */
  static String blockLines(String text, int margin) {
    String spaces = " ".repeat(margin);
    String content = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    var lines = new StringBuilder();
    for (String line : content.split("\n", -1)) {
      lines.append(line.isEmpty() ? "" : spaces + line).append('\n');
    }
    return lines.toString();
  }

  static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(character -> append(quoted, character));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int character) {
    switch (character) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (mustBeEscaped(character)) {
          quoted.append("\\u%04x".formatted(character));
        } else {
          quoted.appendCodePoint(character);
        }
      }
    }
  }

  /** Control characters, and what some readers take for a line break or drop. */
  private static boolean mustBeEscaped(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> character == 0xFEFF || character == 0xFFFE || character == 0xFFFF;
    };
  }
}
