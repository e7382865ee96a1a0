package net.lumenia.voice.lumenia.gate;

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
public record GateState(
    CircuitState circuit, Duration shortestInterval, Optional<ApiFailure> shut) {

  static final GateState QUIET =
      new GateState(CircuitState.CLOSED, Duration.ZERO, Optional.empty());
}
