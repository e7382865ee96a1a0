package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;

/** The characters that have no width, or look like a space. */
final class InvisibleCharacters {

  /** How many of them a message names. */
  private static final int NAMED = 3;

  /**
   * The longest run of combining marks that is normalized. Unicode's stream-safe text has no longer
   * ones, and normalizing a run takes quadratic time.
   */
  private static final int MOST_MARKS = 30;

  private InvisibleCharacters() {}

  /** How the character looks: nothing, a space, a line break, or itself. */
  static String plain(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR -> " ";
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "\n";
      case Character.FORMAT -> "";
      case Character.CONTROL ->
          Character.isWhitespace(character) ? Character.toString(character) : "";
      default -> isVariationSelector(character) ? "" : Character.toString(character);
    };
  }

  /** They choose between the forms of the character before them. */
  private static boolean isVariationSelector(int character) {
    return (character >= 0xFE00 && character <= 0xFE0F)
        || (character >= 0xE0100 && character <= 0xE01EF);
  }

  static boolean hasLongRunOfMarks(String text) {
    int run = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      run = isMark(text.codePointAt(i)) ? run + 1 : 0;
      if (run > MOST_MARKS) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** The code points that a text has more often than the other one, such as {@code U+200B}. */
  static String moreIn(String text, String other) {
    var counts = new TreeMap<Integer, Integer>();
    count(text, counts, 1);
    count(other, counts, -1);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .limit(NAMED)
        .map(entry -> "U+%04X".formatted(entry.getKey()))
        .collect(joining(" "));
  }

  private static void count(String text, Map<Integer, Integer> counts, int by) {
    text.codePoints()
        .filter(character -> !plain(character).equals(Character.toString(character)))
        .forEach(character -> counts.merge(character, by, Integer::sum));
  }
}
