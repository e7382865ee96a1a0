package net.lumenia.voice.status;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Many servers put something of its own into every error text: the id of a request, a time, a
 * counter. Texts that differ in nothing else say the same, and the second is no reason for an
 * event, a line in the log or a status write. A pure function.
 */
public final class RequestIds {

  /**
   * The reasons whose messages quote a server. What else the operator says is its own words, in
   * which a number is what it is about: a plan's hash, or the name of another resource.
   */
  private static final Set<String> QUOTING =
      Set.of(
          Reason.SYNCED.text(),
          Reason.OBSERVED.text(),
          Reason.DRIFT_REPORTED.text(),
          Reason.FORBIDDEN.text(),
          Reason.ASSISTANT_NOT_FOUND.text(),
          Reason.REJECTED.text(),
          Reason.RATE_LIMITED.text(),
          Reason.UNAVAILABLE.text(),
          Reason.TIMEOUT.text(),
          Reason.BAD_RESPONSE.text(),
          Reason.VERIFYING.text(),
          AccountReason.AUTHENTICATED.text(),
          AccountReason.INVALID_API_KEY.text());

  private static final String UUID = "\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b";
  private static final String TIME =
      "\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?\\b"
          + "|\\b[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\\b"
          + "|\\b\\d?\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?\\b";
  private static final String HEXADECIMAL = "\\b(?=[a-fA-F]*+\\d)\\p{XDigit}{8,}\\b";
  private static final String LONG = "(?<![\\w-])(?=(?:[a-zA-Z_-]*+\\d){3})[\\w-]{16,}";
  private static final String NAMED =
      "(?i:(?<=\\b(?:request|req|trace|span|correlation|event|incident|reference|ref|ray)"
          + "(?:[ _-]?id)?[ :=#_\"-]{1,3}))(?=[a-zA-Z_-]*+\\d)[\\w-]+";

  /** Not what tells one error from another, nor a part of a name, a path or an index. */
  private static final String COUNTER =
      "(?<![\\w.\\[/-])(?<!(?i:HTTP|code|error|status)[ :=]{1,2})\\d+(?:\\.\\d+)?(?=(?:ms|s|m|h)?(?![\\w\\]]))";

  private static final Pattern IDS =
      Pattern.compile(String.join("|", UUID, TIME, NAMED, HEXADECIMAL, LONG));
  private static final Pattern COUNTERS = Pattern.compile(COUNTER);

  /** What is behind it depends on how long the ids were: the text was cut there. */
  private static final char CUT = '…';

  private static final int COMPARED = 128;

  private RequestIds() {}

  /** Whether two messages of the same reason say the same. */
  static boolean isSame(String reason, String one, String other) {
    return one.equals(other) || masked(reason, one).equals(masked(reason, other));
  }

  /**
   * A message with the same sign in the place of every id. Of a rejection, numbers stay: they are
   * most likely the values that were rejected.
   */
  public static String masked(String reason, String message) {
    if (!QUOTING.contains(reason)) {
      return message;
    }
    String text = IDS.matcher(message).replaceAll("#");
    return withoutEnd(
        reason.equals(Reason.REJECTED.text()) ? text : COUNTERS.matcher(text).replaceAll("#"));
  }

  private static String withoutEnd(String text) {
    int cut = text.indexOf(CUT);
    return cut > COMPARED ? text.substring(0, COMPARED) + text.substring(cut) : text;
  }
}
