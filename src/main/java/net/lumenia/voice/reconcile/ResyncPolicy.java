package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.gate.Gate;
import net.lumenia.voice.lumenia.gate.Gates;

/**
 * How often an assistant is looked at: as its spec says or by default, but never more often than
 * the budget of its account carries.
 */
final class ResyncPolicy {

  private final Duration byDefault;
  private final Gates gates;

  ResyncPolicy(Duration byDefault, Gates gates) {
    this.byDefault = byDefault;
    this.gates = gates;
  }

  Duration wanted(Optional<Declaration> declaration) {
    return declaration.flatMap(Declaration::resyncInterval).orElse(byDefault);
  }

  Duration interval(VoiceAssistant resource, Optional<Declaration> declaration) {
    Duration wanted = wanted(declaration);
    return gates
        .current(References.account(resource))
        .map(Gate::state)
        .map(state -> state.shortestInterval())
        .filter(carried -> carried.compareTo(wanted) > 0)
        .orElse(wanted);
  }
}
