package net.lumenia.voice.spec;

import java.time.Duration;
import java.util.Optional;

/** The rules of {@code spec.resyncInterval}: whole seconds, and at least {@link #SHORTEST}. */
public final class ResyncInterval {

  /** The shortest allowed interval. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  private ResyncInterval() {}

  /** The interval; empty if the text is not an allowed one. */
  static Optional<Duration> parse(String text) {
    return DurationText.parse(text)
        .filter(_ -> !text.endsWith("ms"))
        .filter(interval -> interval.compareTo(SHORTEST) >= 0);
  }
}
