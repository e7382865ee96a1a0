package net.lumenia.voice.account;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.catalog.CatalogState;
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

/** Reports an account's rate limiter and catalog for its status. */
public final class LimiterReports {

  private final AccountLimiters limiters;
  private final Catalogs catalogs;

  public LimiterReports(AccountLimiters limiters, Catalogs catalogs) {
    this.limiters = limiters;
    this.catalogs = catalogs;
  }

  /** Empty if the account can't be used and so has no rate limiter. */
  Optional<LimiterReport> of(LumeniaAccount account) {
    return limiters.current(References.key(account)).map(this::report);
  }

  private LimiterReport report(AccountLimiter limiter) {
    LimiterState state = limiter.state();
    return new LimiterReport(
        limiter.credentials().endpoint().fingerprint(),
        circuit(state.circuit()),
        Optional.of(state.minResyncInterval())
            .filter(Duration::isPositive)
            .map(DurationText::format),
        state.pauseReason().map(FailureClassifier::readiness),
        catalogs.state(limiter).flatMap(CatalogState::status));
  }

  private static Circuit circuit(CircuitState state) {
    return switch (state) {
      case CLOSED -> Circuit.CLOSED;
      case OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
    };
  }
}
