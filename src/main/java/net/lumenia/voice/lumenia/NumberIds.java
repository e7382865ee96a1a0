package net.lumenia.voice.lumenia;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Reads a positive integer id: a number in any notation (42, 42.0, 4.2e1) or a string of digits
 * ({@code docs/contract.md}).
 */
final class NumberIds {

  private static final BigDecimal MAX = BigDecimal.valueOf((1L << 53) - 1);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

  /** In digits. Longer numbers are no ids, and parsing them takes superlinear time. */
  private static final int MAX_LENGTH = 32;

  private NumberIds() {}

  static Optional<LiveValue> read(JsonValue json) {
    return switch (json) {
      case JsonValue.Num(String literal) when literal.length() <= MAX_LENGTH -> id(literal);
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
      return Optional.empty(); // a fraction, or an exponent out of range
    }
  }
}
