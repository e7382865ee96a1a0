package net.lumenia.voice.lumenia;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Reads an integer: a number in any notation (42, 42.0, 4.2e1) or a string of digits ({@code
 * docs/contract.md}).
 */
final class WholeNumbers {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

  /** In digits. Longer numbers are in no range, and parsing them takes superlinear time. */
  private static final int MAX_LENGTH = 32;

  private WholeNumbers() {}

  /** Reads a number in the range of its field; empty if it is not one. */
  static Optional<LiveValue> read(JsonValue json, FieldType.WholeNumber range) {
    return switch (json) {
      case JsonValue.Num(String literal) when literal.length() <= MAX_LENGTH ->
          read(literal, range);
      case JsonValue.Str(String text) when DIGITS.matcher(text).matches() -> read(text, range);
      default -> Optional.empty();
    };
  }

  private static Optional<LiveValue> read(String literal, FieldType.WholeNumber range) {
    try {
      var number = new BigDecimal(literal);
      return number.compareTo(BigDecimal.valueOf(range.min())) >= 0
              && number.compareTo(BigDecimal.valueOf(range.max())) <= 0
          ? Optional.of(new Value.WholeNumber(number.longValueExact()))
          : Optional.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty(); // a fraction, or an exponent out of range
    }
  }
}
