package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.lumenia.gate.CircuitState;
import net.lumenia.voice.lumenia.gate.GateState;
import net.lumenia.voice.status.GateReport;

/** Says in the words of the status what there is to tell of a gate. Pure functions. */
final class GateReports {

  private GateReports() {}

  static GateReport of(GateState state) {
    return new GateReport(
        circuit(state.circuit()),
        Optional.of(state.shortestInterval())
            .filter(Duration::isPositive)
            .map(ResyncInterval::format),
        state.shut().map(FailureClassifier::verdict));
  }

  private static Circuit circuit(CircuitState state) {
    return switch (state) {
      case CLOSED -> Circuit.CLOSED;
      case OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
    };
  }
}
