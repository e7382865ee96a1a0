package net.lumenia.voice.lumenia.limiter;

import java.util.Locale;

/** The circuit breaker of a gate. */
public enum CircuitState {
  /** Calls go through. */
  CLOSED,
  /** None does: too many failed, or the API asked to be left alone. */
  OPEN,
  /** One does, as a probe. */
  HALF_OPEN;

  /** The name in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
