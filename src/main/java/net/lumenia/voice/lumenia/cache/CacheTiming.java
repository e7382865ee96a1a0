package net.lumenia.voice.lumenia.cache;

import java.time.Duration;

/**
 * When a value is read again.
 *
 * @param maxAge of a value that could be read
 * @param retry after a failure to read it
 * @param maxAgeOfRefresh of a value by which a spec counts as wrong
 */
public record CacheTiming(Duration maxAge, Duration retry, Duration maxAgeOfRefresh) {

  /** The values that the product uses. */
  public static final CacheTiming DEFAULT =
      new CacheTiming(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(30));

  /** How old this state may become. */
  Duration maxAge(ReadState<?> state) {
    return state.failure().isPresent() ? retry : maxAge;
  }
}
