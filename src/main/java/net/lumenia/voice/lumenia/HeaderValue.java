package net.lumenia.voice.lumenia;

import java.util.regex.Pattern;

/** What a header can carry in one piece: visible ASCII. */
final class HeaderValue {

  private static final Pattern CARRIED = Pattern.compile("[!-~]+");

  private HeaderValue() {}

  static boolean isCarried(String text) {
    return CARRIED.matcher(text).matches();
  }
}
