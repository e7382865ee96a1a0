package net.lumenia.voice.account;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.catalog.CatalogReading;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CircuitState;
import net.lumenia.voice.lumenia.limiter.LimiterState;
import net.lumenia.voice.spec.DurationText;
import net.lumenia.voice.status.LimiterReport;

/** Says in the words of the status what there is to tell of an account's gate and catalog. */
public final class LimiterReports {

  private final AccountLimiters limiters;
  private final Catalogs catalogs;

  public LimiterReports(AccountLimiters limiters, Catalogs catalogs) {
    this.limiters = limiters;
    this.catalogs = catalogs;
  }

  /** Empty if the account can't be used, and so has no gate. */
  Optional<LimiterReport> of(LumeniaAccount account) {
    return limiters.current(References.key(account)).map(this::report);
  }

  private LimiterReport report(AccountLimiter limiter) {
    LimiterState state = limiter.state();
    return new LimiterReport(
        limiter.credentials().endpoint().fingerprint(),
        circuit(state.circuit()),
        Optional.of(state.shortestInterval())
            .filter(Duration::isPositive)
            .map(DurationText::format),
        state.shut().map(FailureClassifier::verdict),
        catalogs.known(limiter).flatMap(CatalogReading::status));
  }

  private static Circuit circuit(CircuitState state) {
    return switch (state) {
      case CLOSED -> Circuit.CLOSED;
      case OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
    };
  }
}
