package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Allowed;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import net.lumenia.voice.crd.LumeniaAccountStatus.Providers;
import net.lumenia.voice.lumenia.gate.CircuitState;
import net.lumenia.voice.lumenia.gate.Gate;
import net.lumenia.voice.lumenia.gate.GateState;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.status.GateReport;

/** Says in the words of the status what there is to tell of an account's gate and catalogue. */
final class GateReports {

  private static final int MAX_PROVIDERS = 32;

  private final Gates gates;
  private final Catalogs catalogs;
  private final InstantSource wallClock;
  private final InstantSource monotonic;

  /**
   * @param monotonic that of the catalogs' times
   */
  GateReports(Gates gates, Catalogs catalogs, InstantSource wallClock, InstantSource monotonic) {
    this.gates = gates;
    this.catalogs = catalogs;
    this.wallClock = wallClock;
    this.monotonic = monotonic;
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
        catalogs.known(gate).flatMap(this::catalog));
  }

  private static Circuit circuit(CircuitState state) {
    return switch (state) {
      case CLOSED -> Circuit.CLOSED;
      case OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
    };
  }

  private Optional<CatalogStatus> catalog(CatalogReading reading) {
    return reading instanceof CatalogReading.Known(Catalog catalog, var time)
        ? Optional.of(
            new CatalogStatus(
                catalog.hash(),
                wallTime(time).truncatedTo(ChronoUnit.SECONDS).toString(),
                new Providers(
                    names(catalog.voiceProviders()), names(catalog.transcriberProviders()))))
        : Optional.empty();
  }

  private Instant wallTime(Instant time) {
    return wallClock.instant().minus(Duration.between(time, monotonic.instant()));
  }

  private static List<String> names(Allowed<?> providers) {
    return providers.values().keySet().stream()
        .sorted()
        .limit(MAX_PROVIDERS)
        .map(ServerText::clean)
        .toList();
  }
}
