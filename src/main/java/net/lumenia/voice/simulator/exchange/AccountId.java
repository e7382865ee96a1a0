package net.lumenia.voice.simulator.exchange;

import java.util.Locale;
import java.util.regex.Pattern;

/** The UUID of an account, as {@code X-Account-Id} carries it. */
public final class AccountId {

  /** The default account; messages show it as an example. */
  public static final String DEFAULT = "5f0c2b1e-7d43-4a86-9e21-c0ffee000001";

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private AccountId() {}

  /** Whether this is a UUID in lowercase. */
  public static boolean isValid(String text) {
    return UUID.matcher(text).matches();
  }

  /**
   * The UUID in lowercase.
   *
   * @param key names the value in the message
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static String parse(String key, String text) {
    String id = text.toLowerCase(Locale.ROOT);
    if (!isValid(id)) {
      throw new IllegalArgumentException(
          "%s: \"%s\" must be a UUID such as %s".formatted(key, text, DEFAULT));
    }
    return id;
  }
}
