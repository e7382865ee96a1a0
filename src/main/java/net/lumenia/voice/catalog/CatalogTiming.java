package net.lumenia.voice.catalog;

import java.time.Duration;

/**
 * When a catalog is read again.
 *
 * @param maxAge of a catalog that could be read
 * @param retry after a failure to read it
 * @param maxAgeOfRefresh of a catalog by which a value counts as a violation
 */
public record CatalogTiming(Duration maxAge, Duration retry, Duration maxAgeOfRefresh) {

  /** The values that the product uses. */
  public static final CatalogTiming DEFAULT =
      new CatalogTiming(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(30));

  /** How old this state may become. */
  Duration maxAge(CatalogState state) {
    return switch (state) {
      case CatalogState.Current _ -> maxAge;
      case CatalogState.Stale _, CatalogState.Unavailable _ -> retry;
    };
  }
}
