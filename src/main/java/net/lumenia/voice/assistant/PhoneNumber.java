package net.lumenia.voice.assistant;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number as ITU-T E.164 writes it: a plus sign, the country code and the rest, at most 15
 * digits, such as {@code +493012345678}.
 */
public record PhoneNumber(String text) implements Comparable<PhoneNumber> {

  /** The field of a VoiceAssistant's spec that has one, and of its status. */
  public static final String FIELD = "phoneNumber";

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** What people put between digits, and {@code (0)}, which is not dialed after a country code. */
  private static final Pattern DECORATION =
      Pattern.compile("^tel:|\\(0\\)|[\\s\\p{Z}\\p{Cf}\\p{Pd}./()\\[\\]]");

  /** How an international number starts where there is no plus sign. */
  private static final String INTERNATIONAL = "00";

  /** Reads a number in exactly this form. */
  public static Optional<PhoneNumber> of(String text) {
    return E164.matcher(text).matches() ? Optional.of(new PhoneNumber(text)) : Optional.empty();
  }

  /**
   * Reads a number as people write it, such as {@code +49 (0)30 1234-5678} or {@code 0049 30 123}.
   * Empty without a country code.
   */
  public static Optional<PhoneNumber> read(String text) {
    String digits = DECORATION.matcher(text.strip()).replaceAll("");
    return of(
        digits.startsWith(INTERNATIONAL) ? "+" + digits.substring(INTERNATIONAL.length()) : digits);
  }

  @Override
  public int compareTo(PhoneNumber other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
