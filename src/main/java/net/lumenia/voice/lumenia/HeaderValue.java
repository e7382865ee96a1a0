package net.lumenia.voice.lumenia;

import java.util.regex.Pattern;

/** The header values that this program sends: visible ASCII without spaces. */
final class HeaderValue {

  private static final Pattern VALID = Pattern.compile("[!-~]+");

  private HeaderValue() {}

  static boolean isValid(String text) {
    return VALID.matcher(text).matches();
  }
}
