package net.lumenia.voice.lumenia;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * "A positive integer ID": as a number, however it is written (42, 42.0, 4.2e1), or as a string of
 * digits.
 */
final class NumberIds {

  private static final BigDecimal MAX = BigDecimal.valueOf((1L << 53) - 1);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

  /** Longer ones are no ids, and the time to compute them grows faster than their length. */
  private static final int LONGEST = 32;

  private NumberIds() {}

  static Optional<LiveValue> read(JsonValue json) {
    return switch (json) {
      case JsonValue.Num(String literal) when literal.length() <= LONGEST -> id(literal);
      case JsonValue.Str(String text) when DIGITS.matcher(text).matches() -> id(text);
      default -> Optional.empty();
    };
  }

  private static Optional<LiveValue> id(String literal) {
    try {
      var number = new BigDecimal(literal);
      return number.compareTo(BigDecimal.ONE) >= 0 && number.compareTo(MAX) <= 0
          ? Optional.of(new Value.NumberId(number.longValueExact()))
          : Optional.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty(); // a fraction, or an exponent beyond what Java can hold
    }
  }
}
