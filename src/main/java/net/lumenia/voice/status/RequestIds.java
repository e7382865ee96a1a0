package net.lumenia.voice.status;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Many servers put a request id, a time or a counter into every error message. Messages that differ
 * only in those are equal here, so a repeated error causes no event, log line or status write. A
 * pure function.
 */
public final class RequestIds {

  /**
   * The reasons whose messages quote a server. All other messages are the operator's own, and their
   * numbers are significant: a plan's hash, or the name of another resource.
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

  /** No number that distinguishes errors, and no part of a name, a path or an index. */
  private static final String COUNTER =
      "(?<![\\w.\\[/-])(?<!(?i:HTTP|code|error|status)[ :=]{1,2})\\d+(?:\\.\\d+)?(?=(?:ms|s|m|h)?(?![\\w\\]]))";

  private static final Pattern IDS =
      Pattern.compile(String.join("|", UUID, TIME, NAMED, HEXADECIMAL, LONG));
  private static final Pattern COUNTERS = Pattern.compile(COUNTER);

  /** Marks where a message was cut, which depends on the length of its ids. */
  private static final char CUT = '…';

  private static final int COMPARED = 128;

  private RequestIds() {}

  /** Whether two messages with the same reason differ only in ids. */
  static boolean isSame(String reason, String one, String other) {
    return one.equals(other) || masked(reason, one).equals(masked(reason, other));
  }

  /**
   * A message with {@code #} in place of every id. A rejection keeps its numbers: they are most
   * likely the rejected values.
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
