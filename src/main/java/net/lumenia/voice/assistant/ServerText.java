package net.lumenia.voice.assistant;

/** Makes text from a server safe for status, events and logs. */
public final class ServerText {

  private static final int LENGTH = 256;

  private static final int LAST_OF_ASCII = 0x7F;
  private static final int NEXT_LINE = 0x85;

  private ServerText() {}

  /** Without control characters, on one line, and at most 256 characters long. */
  public static String clean(String text) {
    return cut(visible(text));
  }

  /** Without control characters, and on one line: a run of white space becomes one space. */
  public static String visible(String text) {
    var visible = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      if (isSpace(character)) {
        space = !visible.isEmpty();
      } else if (!isInvisible(character)) {
        if (space) {
          visible.append(' ');
          space = false;
        }
        visible.appendCodePoint(character);
      }
    }
    return visible.toString();
  }

  /** Whether {@link #visible} leaves out characters other than white space. */
  public static boolean hasInvisible(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isInvisible(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpace(int character) {
    return character <= LAST_OF_ASCII
        ? character == ' ' || (character >= '\t' && character <= '\r')
        : character == NEXT_LINE || Character.isSpaceChar(character);
  }

  /** Controls, invisible formatting such as bidi overrides, and halves of surrogate pairs. */
  private static boolean isInvisible(int character) {
    if (character <= LAST_OF_ASCII) {
      return (character < ' ' || character == LAST_OF_ASCII) && !isSpace(character);
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> !isSpace(character);
      default -> false;
    };
  }

  /** At most 256 characters long; what is longer ends in an ellipsis. */
  public static String cut(String text) {
    return cut(text, LENGTH);
  }

  /** At most so many characters long; what is longer ends in an ellipsis. */
  public static String cut(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
  }
}
