package net.lumenia.voice.assistant;

/** Text that somebody else's computer wrote, made fit for status, events and logs. */
public final class ServerText {

  /** The most characters that are kept. */
  public static final int LIMIT = 256;

  private ServerText() {}

  /**
   * Control and formatting characters become spaces, runs of spaces become one, and what is longer
   * than {@link #LIMIT} characters is cut and ends in an ellipsis.
   */
  public static String clean(String text) {
    String start = text.length() > 8 * LIMIT ? text.substring(0, 8 * LIMIT) : text;
    String clean = start.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
    if (clean.codePointCount(0, clean.length()) <= LIMIT) {
      return clean;
    }
    return clean.substring(0, clean.offsetByCodePoints(0, LIMIT - 1)) + "…";
  }
}
