package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.DesiredState;

/**
 * The interval between two checks of an assistant: from its spec or the default, but never shorter
 * than the budget of its account allows.
 */
final class ResyncPolicy {

  private final Duration defaultInterval;
  private final Function<String, Optional<Duration>> minResyncInterval;

  /**
   * @param minResyncInterval that the budget of an account allows, given as namespace/name; empty
   *     if it has no calls yet
   */
  ResyncPolicy(Duration defaultInterval, Function<String, Optional<Duration>> minResyncInterval) {
    this.defaultInterval = defaultInterval;
    this.minResyncInterval = minResyncInterval;
  }

  Duration wanted(Optional<DesiredState> desiredState) {
    return desiredState.flatMap(DesiredState::resyncInterval).orElse(defaultInterval);
  }

  Duration interval(VoiceAssistant resource, Optional<DesiredState> desiredState) {
    Duration wanted = wanted(desiredState);
    return minResyncInterval
        .apply(References.account(resource))
        .filter(allowed -> allowed.compareTo(wanted) > 0)
        .orElse(wanted);
  }
}
