package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.spec.DesiredState;

/**
 * How often an assistant is looked at: as its spec says or by default, but never more often than
 * the budget of its account carries.
 */
final class ResyncPolicy {

  private final Duration byDefault;
  private final AccountLimiters limiters;

  ResyncPolicy(Duration byDefault, AccountLimiters limiters) {
    this.byDefault = byDefault;
    this.limiters = limiters;
  }

  Duration wanted(Optional<DesiredState> desiredState) {
    return desiredState.flatMap(DesiredState::resyncInterval).orElse(byDefault);
  }

  Duration interval(VoiceAssistant resource, Optional<DesiredState> desiredState) {
    Duration wanted = wanted(desiredState);
    return limiters
        .current(References.account(resource))
        .map(AccountLimiter::state)
        .map(state -> state.minResyncInterval())
        .filter(carried -> carried.compareTo(wanted) > 0)
        .orElse(wanted);
  }
}
