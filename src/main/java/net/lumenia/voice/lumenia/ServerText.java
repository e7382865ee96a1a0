package net.lumenia.voice.lumenia;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes text that came from outside fit to be shown in status, events and logs: no control
 * characters, at most 256 characters, never the token, whoever echoes it.
 */
record ServerText(Optional<Token> secret) {

  private static final int LENGTH = 256;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\u0085]+");

  /** Controls, invisible formatting such as bidi overrides, and halves of surrogate pairs. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

  String clean(String text) {
    String spaced = SPACES.matcher(text).replaceAll(" ");
    String visible = UNFIT.matcher(spaced).replaceAll("").strip();
    // Before the cut, which could leave a part of the token that is no longer recognised.
    return cut(secret.map(token -> token.removedFrom(visible)).orElse(visible));
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LENGTH) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LENGTH - 1)) + "…";
  }
}
