package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;

/**
 * What there is to tell of a gate.
 *
 * @param shortestInterval how often a resource can be looked at within the budget; zero if the
 *     budget carries what all of them want
 * @param shut why nothing is sent; empty while the circuit is closed
 */
public record LimiterState(
    CircuitState circuit, Duration shortestInterval, Optional<ApiFailure> shut) {

  static final LimiterState QUIET =
      new LimiterState(CircuitState.CLOSED, Duration.ZERO, Optional.empty());
}
