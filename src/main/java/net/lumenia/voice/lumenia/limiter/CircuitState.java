package net.lumenia.voice.lumenia.limiter;

import java.util.Locale;

/** The state of an account's circuit breaker. */
public enum CircuitState {
  /** Calls are allowed. */
  CLOSED,
  /** No calls are allowed: too many failed, or the API asked for a pause. */
  OPEN,
  /** One call is allowed, as a probe. */
  HALF_OPEN;

  /** The label value in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
