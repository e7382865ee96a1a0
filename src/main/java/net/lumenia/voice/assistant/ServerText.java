package net.lumenia.voice.assistant;

import java.util.regex.Pattern;

/** Text that somebody else's computer wrote, made fit for status, events and logs. */
public final class ServerText {

  private static final int LENGTH = 256;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\u0085]+");

  /** Controls, invisible formatting such as bidi overrides, and halves of surrogate pairs. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

  private ServerText() {}

  /** Without control characters, on one line, and at most 256 characters long. */
  public static String clean(String text) {
    return cut(visible(text));
  }

  /** Without control characters, and on one line. */
  public static String visible(String text) {
    String spaced = SPACES.matcher(text).replaceAll(" ");
    return UNFIT.matcher(spaced).replaceAll("").strip();
  }

  /** At most 256 characters long; what is longer ends in an ellipsis. */
  public static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LENGTH) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LENGTH - 1)) + "…";
  }
}
