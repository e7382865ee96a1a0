package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;

/**
 * The state of an account's limiter.
 *
 * @param minResyncInterval the shortest resync interval that the budget allows; zero if it allows
 *     all requested intervals
 * @param pauseReason why nothing is sent; empty while the circuit is closed
 */
public record LimiterState(
    CircuitState circuit, Duration minResyncInterval, Optional<ApiFailure> pauseReason) {

  static final LimiterState INITIAL =
      new LimiterState(CircuitState.CLOSED, Duration.ZERO, Optional.empty());
}
