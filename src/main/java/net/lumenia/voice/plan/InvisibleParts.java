package net.lumenia.voice.plan;

import java.text.Normalizer;
import java.util.function.UnaryOperator;
import net.lumenia.voice.plan.InvisibleDifference.Part;

/** Describes the difference between two texts that differ only in one {@link InvisibleKind}. */
final class InvisibleParts {

  private InvisibleParts() {}

  static Part of(InvisibleKind kind, String desired, String live) {
    return switch (kind) {
      case CHARACTERS -> characters(desired, live);
      case NORMALIZATION -> normalization(form(desired), form(live));
      case LINE_ENDS -> lineEnds(lineEnds(desired), lineEnds(live));
      case ENDS_OF_LINES -> blanks("at the end of a line", kind::without, desired, live);
      case END -> lineBreaks(lineBreaksAtEnd(desired), lineBreaksAtEnd(live));
      case BEGINNING -> blanks("at the beginning", kind::without, desired, live);
    };
  }

  private static Part characters(String desired, String live) {
    String inSpec = InvisibleCharacters.moreIn(desired, live);
    String inLive = InvisibleCharacters.moreIn(live, desired);
    String where =
        inSpec.isEmpty()
            ? inLive + " in live"
            : inSpec + " in the spec" + (inLive.isEmpty() ? "" : ", " + inLive + " in live");
    return new Part(
        "invisible characters or special spaces (%s)".formatted(where),
        inLive.isEmpty()
            ? "remove " + inSpec
            : "write %s where live has it (in YAML, as an escape such as \\u00A0 in double quotes)"
                .formatted(inLive));
  }

  private static Part normalization(String inSpec, String inLive) {
    return new Part(
        "Unicode normalization (%s in the spec, %s in live)".formatted(inSpec, inLive),
        "write the text in %s".formatted(inLive));
  }

  private static String form(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? "NFC"
        : Normalizer.isNormalized(text, Normalizer.Form.NFD) ? "NFD" : "a mix of NFC and NFD";
  }

  private static Part lineEnds(String inSpec, String inLive) {
    return new Part(
        "line ends (%s in the spec, %s in live)".formatted(inSpec, inLive),
        inLive.equals("LF")
            ? "save the text with LF line ends"
            : "write the text with %s line ends (in YAML, as \\r\\n in double quotes)"
                .formatted(inLive));
  }

  private static String lineEnds(String text) {
    String others = text.replace("\r\n", "");
    boolean hasCrLf = others.length() < text.length();
    boolean hasCr = others.indexOf('\r') >= 0;
    boolean hasLf = others.indexOf('\n') >= 0;
    return hasCrLf ? (hasCr || hasLf ? "mixed" : "CRLF") : hasCr ? (hasLf ? "mixed" : "CR") : "LF";
  }

  private static Part blanks(
      String where, UnaryOperator<String> without, String desired, String live) {
    boolean isInSpec = !without.apply(desired).equals(desired);
    boolean isInLive = !without.apply(live).equals(live);
    String missing =
        isInSpec && isInLive ? "" : isInSpec ? " (missing in live)" : " (missing in the spec)";
    return new Part(
        "white space " + where + missing,
        isInLive
            ? "write the text with the white space of live (in YAML, in double quotes)"
            : "remove that white space");
  }

  private static Part lineBreaks(int inSpec, int inLive) {
    String what = Math.abs(inSpec - inLive) == 1 ? "a line break" : "line breaks";
    String missing = inSpec > inLive ? "live" : "the spec";
    return new Part(
        "%s at the end (missing in %s)".formatted(what, missing),
        switch (inLive) {
          case 0 -> "end the text without a line break (in YAML, with |- instead of |)";
          case 1 -> "end the text with one line break (in YAML, with |)";
          default -> "end the text with %d line breaks (in YAML, with |+)".formatted(inLive);
        });
  }

  private static int lineBreaksAtEnd(String text) {
    String end = text.substring(InvisibleKind.END.without(text).length());
    return InvisibleKind.LINE_ENDS.without(end).length();
  }
}
