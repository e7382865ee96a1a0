package net.lumenia.voice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means to kubectl: YAML 1.1 without numbers of base 60 and without dates,
 * so that {@code no} is false, {@code 010} is 8, and {@code 12:30} is text.
 */
final class PlainScalar {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = spellings("y", "yes", "true", "on");
  private static final Set<String> FALSE = spellings("n", "no", "false", "off");
  private static final String NUMBER_STARTS = "+-.0123456789";
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?");

  /** Longer numbers are text; no field takes them, and they take long to convert. */
  private static final int LONGEST = 64;

  private PlainScalar() {}

  static JsonNode resolve(String text) {
    if (NULL.contains(text)) {
      return JSON.nullNode();
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return JSON.booleanNode(TRUE.contains(text));
    }
    return NUMBER_STARTS.indexOf(text.charAt(0)) < 0 ? JSON.textNode(text) : number(text);
  }

  private static JsonNode number(String text) {
    String digits = text.replace("_", "");
    if (digits.length() > LONGEST) {
      return JSON.textNode(text);
    }
    Matcher integer = INTEGER.matcher(digits);
    if (integer.matches()) {
      return JSON.numberNode(integer(integer));
    }
    return FLOAT.matcher(digits).matches()
        ? JSON.numberNode(new BigDecimal(digits))
        : JSON.textNode(text);
  }

  private static BigInteger integer(Matcher matcher) {
    int[] radixes = {16, 2, 8, 10};
    for (int i = 0; i < radixes.length; i++) {
      String digits = matcher.group(i + 2);
      if (digits != null) {
        return new BigInteger(matcher.group(1) + digits, radixes[i]);
      }
    }
    throw new IllegalStateException("one group has the digits");
  }

  private static Set<String> spellings(String... words) {
    var all = new HashSet<String>();
    for (String word : words) {
      all.add(word);
      all.add(word.toUpperCase(Locale.ROOT));
      all.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return Set.copyOf(all);
  }
}
