package net.lumenia.voice.spec;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Durations in the format of specs: {@code 1h30m}, {@code 5m}, {@code 90s}, in this order of units.
 */
public final class ResyncInterval {

  /** The shortest allowed interval. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final Pattern SYNTAX =
      Pattern.compile("(?=\\d)(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");

  private ResyncInterval() {}

  /** The duration; empty if the text has another format, or is shorter than {@link #SHORTEST}. */
  public static Optional<Duration> parse(String text) {
    return SYNTAX.matcher(text).matches()
        ? iso("PT" + text.toUpperCase(Locale.ROOT)).filter(d -> d.compareTo(SHORTEST) >= 0)
        : Optional.empty();
  }

  /** Formats a duration of whole seconds as in a spec. */
  public static String format(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
