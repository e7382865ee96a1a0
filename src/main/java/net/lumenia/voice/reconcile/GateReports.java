package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.lumenia.gate.CircuitState;
import net.lumenia.voice.lumenia.gate.Gate;
import net.lumenia.voice.lumenia.gate.GateState;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.status.GateReport;

/** Says in the words of the status what there is to tell of an account's gate and catalog. */
final class GateReports {

  private final Gates gates;
  private final Catalogs catalogs;

  GateReports(Gates gates, Catalogs catalogs) {
    this.gates = gates;
    this.catalogs = catalogs;
  }

  /** Empty if the account can't be used, and so has no gate. */
  Optional<GateReport> of(LumeniaAccount account) {
    return gates.current(References.key(account)).map(this::report);
  }

  private GateReport report(Gate gate) {
    GateState state = gate.state();
    return new GateReport(
        gate.credentials().endpoint().fingerprint(),
        circuit(state.circuit()),
        Optional.of(state.shortestInterval())
            .filter(Duration::isPositive)
            .map(ResyncInterval::format),
        state.shut().map(FailureClassifier::verdict),
        catalogs.known(gate).flatMap(CatalogReading::status));
  }

  private static Circuit circuit(CircuitState state) {
    return switch (state) {
      case CLOSED -> Circuit.CLOSED;
      case OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
    };
  }
}
